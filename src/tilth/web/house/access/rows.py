"""Which records someone may meet: the one place that narrows a list, a count or a search."""

from tilth.web.house.models import Job, Token

KEEPERS = ("administrator", "ig_lead")


def jobs_for(request):
    """Everyone's jobs for those who keep the place running; one's own for anyone else."""
    keeps = request.decision.role in KEEPERS
    return Job.objects.all() if keeps else Job.objects.filter(person=request.user)


def own_jobs(request):
    """The jobs one asked for: what they made is theirs alone to take away."""
    return Job.objects.filter(person=request.user)


def tokens_for(request):
    """One's own tokens."""
    return Token.objects.filter(person=request.user)
