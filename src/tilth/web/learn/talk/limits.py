"""How often strangers from one address may say something: enough for a hall, not for a machine."""

from tilth.web.house.signing.tries import crowded

MOST = 20
TOO_MANY = "Many people have written from where you are. Please wait 15 minutes, then send it again"


def too_many(request):
    """Count this one; whether it is one too many."""
    return crowded(request, "said", MOST)
