"""The records of AGREE: the fewest that carry what partners agree, promise and give each other."""

from tilth.web.agree.models.agreements import Agreement, Signature, Version
from tilth.web.agree.models.commitments import Commitment, Contribution, Delegation
from tilth.web.agree.models.decisions import Decision, Evidence, Voice
from tilth.web.agree.models.issues import Document, Issue
from tilth.web.agree.models.meetings import Item, Meeting, Turn
from tilth.web.agree.models.partners import Body, Partner, Role
from tilth.web.agree.models.steps import EmailedLink, Link, Step
from tilth.web.agree.models.ties import Tie

__all__ = [
    "Agreement",
    "Body",
    "Commitment",
    "Contribution",
    "Decision",
    "Delegation",
    "Document",
    "EmailedLink",
    "Evidence",
    "Issue",
    "Item",
    "Link",
    "Meeting",
    "Partner",
    "Role",
    "Signature",
    "Step",
    "Tie",
    "Turn",
    "Version",
    "Voice",
]
