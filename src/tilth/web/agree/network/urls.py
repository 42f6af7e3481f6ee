"""The addresses of network, under /agree/."""

urlpatterns: list = []
