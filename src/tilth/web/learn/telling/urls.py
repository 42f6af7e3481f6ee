"""The addresses of this subject, under /tell/."""

urlpatterns: list = []
