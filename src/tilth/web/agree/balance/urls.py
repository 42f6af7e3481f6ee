"""The addresses of balance, under /agree/."""

urlpatterns: list = []
