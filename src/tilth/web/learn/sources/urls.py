"""The addresses of this subject, under /learn/."""

urlpatterns: list = []
