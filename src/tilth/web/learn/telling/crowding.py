"""So many tellings from one address in fifteen minutes, and then a pause: a hall full may tell."""

from tilth.web.house.signing import tries

MOST = 60


def crowded(request):
    """Count this telling; whether it is one too many. Whoever is signed in is not counted."""
    return not request.user.is_authenticated and tries.crowded(request, "telling", MOST)
