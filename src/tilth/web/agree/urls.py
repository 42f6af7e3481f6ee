"""The addresses under /agree/, subject by subject."""

urlpatterns: list = []
