"""The addresses of commitments, under /agree/."""

urlpatterns: list = []
