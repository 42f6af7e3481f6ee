"""The addresses of decisions, under /agree/."""

urlpatterns: list = []
