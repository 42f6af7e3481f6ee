"""The addresses of levels, under /agree/."""

urlpatterns: list = []
