"""The records of LEARN: what people tell, what it means, how it travels."""

from tilth.web.learn.models.coding import Bearing, Claim, Code, Coding, Passage, Reading
from tilth.web.learn.models.gatherings import Condition, Gathering, Moment
from tilth.web.learn.models.practices import Practice, Transplant
from tilth.web.learn.models.ripples import Pick, Ripple, RippleMap
from tilth.web.learn.models.searching import Indexed
from tilth.web.learn.models.sharing import Carried, Subscription, System, Withdrawal
from tilth.web.learn.models.sources import Name, Source
from tilth.web.learn.models.stories import Copy, Edition, Medium, Story
from tilth.web.learn.models.talk import Comment, Thread

__all__ = [
    "Bearing",
    "Carried",
    "Claim",
    "Code",
    "Coding",
    "Comment",
    "Condition",
    "Copy",
    "Edition",
    "Gathering",
    "Indexed",
    "Medium",
    "Moment",
    "Name",
    "Passage",
    "Pick",
    "Practice",
    "Reading",
    "Ripple",
    "RippleMap",
    "Source",
    "Story",
    "Subscription",
    "System",
    "Thread",
    "Transplant",
    "Withdrawal",
]
