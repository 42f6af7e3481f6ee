"""The addresses of issues, under /agree/."""

urlpatterns: list = []
