"""The words of LEARN: what a story can be, who may read it, how far something has grown."""

TYPES = {
    "story": "a story of integration, of any length",
    "walk-through": "what it was like to use a service, step by step",
    "pride": "something we are proud of",
    "small change": "a small step that made a difference",
    "field note": "something noticed, for oneself first",
    "recognition": "somebody who made change happen, and why",
    "idea": "what somebody would change if they could",
    "offer": "an offer: what somebody can give",
    "update": "what a programme did, what came of it and so what",
    "interview": "a talk with somebody, cited",
    "answers": "answers to a set of questions: a survey or a workshop",
    "feedback": "what somebody says of Tilth itself",
}
"""The kinds of telling: one record holds them all."""
QUICK = ("pride", "small change", "field note", "recognition", "idea")
"""Told in under a minute; private until the teller says otherwise."""

AUDIENCES = {
    "worker": "my link worker",
    "partnership": "the partners who look after this place",
    "everyone": "everyone",
    "national": "national learning partners",
}
"""Who may read a story; none chosen: only who told it."""

STATES = {
    "draft": "being written",
    "sent": "sent, not looked at yet",
    "returned": "back with who told it, with a question",
    "published": "to be read by those its teller chose",
    "declined": "not shown, with the reason",
    "withdrawn": "taken back: nothing of it is kept",
}
GROWTH = {
    "seed": "just begun",
    "bud": "starting to show",
    "bloom": "at its best",
    "fading": "coming to an end",
}
CODES = {
    "enabler": "what helps working together",
    "barrier": "what gets in the way",
    "principle": "what people hold to",
    "ingredient": "what it is made of",
    "condition": "what has to be there first",
    "theme": "what it is about",
}
CODERS = ("teller", "reader", "suggested")
"""Who put a code on a passage: whoever told it, somebody else, or a suggestion somebody took."""

TALK = {
    "comment": "a comment",
    "thanks": "thanks",
    "question": "a question",
    "answer": "an answer",
    "could we": "could we do this here?",
    "so what": "so what? a friendly challenge",
    "review": "a rating and what one thought of it",
}

GATHERINGS = {
    "event": "an event",
    "webinar": "a webinar",
    "conversation": "a conversation anybody can join",
    "big conversation": "a large conversation, with themes and outputs",
    "workshop": "a workshop",
    "learning session": "a session to learn together",
    "open garden": "a season in which places open their work to visitors",
    "visit": "a visit: who came, what they saw, what they took home",
    "call": "a call for stories",
}
MOMENTS = {
    "founding": "how it began",
    "milestone": "a milestone",
    "policy": "a policy or law",
    "shock": "something that hit everybody, such as a pandemic",
    "diary": "an entry of the evaluation diary",
}
SPREADS = {
    "transplant": "planted here, with changes",
    "trial": "a small trial",
    "roll-out": "spread from above",
}
"""How a practice came to another place."""
RESULTS = {
    "planned": "about to be planted",
    "growing": "growing",
    "rooted": "rooted: it goes on without special help",
    "snapped back": "it worked, then things went back to how they were",
    "failed": "it did not work",
    "let go": "let go, on purpose",
}
PRESENCE = {
    "present": "there",
    "partly": "partly there",
    "absent": "not there",
    "unknown": "nobody has said",
}
"""How far a condition is there."""
GRADES = {
    "A": "several good studies agree",
    "B": "one good study, or several that are weaker",
    "C": "described in practice, counted but not compared",
    "D": "somebody's experience or opinion",
}
"""How strong a piece of evidence is."""
BEARS = ("supports", "contradicts", "is about")
SIGNIFICANCE = ("most", "least")
LAYERS = ("person", "neighbourhood", "place", "system", "city region", "nation")
MEDIA = ("image", "audio", "film")
MEDIUMS = {"text": "something to read", "audio": "something to hear", "film": "something to watch"}
"""What a source is in the original."""
NAMES = ("person", "organisation", "programme", "place", "thing")
"""What a name of the register belongs to."""
COPIES = ("file", "api", "feed", "federation", "digest", "pack", "media")
"""The ways in which a copy of a story leaves the site."""
