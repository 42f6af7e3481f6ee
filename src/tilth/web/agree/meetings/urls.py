"""The addresses of meetings, under /agree/."""

urlpatterns: list = []
