"""The addresses of partners, under /agree/."""

urlpatterns: list = []
