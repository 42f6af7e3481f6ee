"""The addresses of agreements, under /agree/."""

urlpatterns: list = []
