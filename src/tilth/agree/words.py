"""The words AGREE's records may hold, each with what it means to a reader; one table a choice."""

ACCOUNTABILITY = {
    "elected": "answers to voters",
    "statutory": "answers to the law and to national bodies",
    "charitable": "answers to its trustees and its purpose",
    "contractual": "answers to those who pay it",
    "community": "answers to its members or neighbours",
}
STATUTORY = ("elected", "statutory")  # the large public bodies whose weight the rules watch
MEMBERSHIP = {
    "invited": "asked to join, has not answered",
    "observing": "listens and may speak, has no voice in decisions yet",
    "joined": "has one voice",
    "left": "has left, with its reason",
}
FORMED = {"choice": "came together by choice", "instruction": "was told to form"}
LAYERS = ("nation", "region", "system", "place", "neighbourhood")
"""From the widest to the nearest: where a body sits, a decision is taken, a function lies."""
BODIES = {
    "board": "a board that decides",
    "group": "a group that works",
    "network": "a network of people with a shared purpose",
    "space": "a space where people from several layers meet",
    "team": "a neighbourhood team: staff, residents and groups together",
    "programme": "a programme with several partners' parts",
    "fund": "money or means held together",
}
AGREEMENTS = {
    "partnership": "how the partners work together",
    "sharing": "what data partners share, for what",
    "framework": "outcomes asked for, ways left open",
}
MEETINGS = {
    "meeting": "a meeting",
    "peer review": "partners review each other",
    "workshop": "a workshop",
}
MEETING_STATES = {
    "planned": "its agenda can still change",
    "published": "its papers are out",
    "live": "it is being held now",
    "held": "its minutes are being agreed",
    "agreed": "its minutes are agreed",
    "cancelled": "called off",
}
ITEMS = {
    "decide": "to decide",
    "discuss": "to talk about",
    "review": "to look back on",
    "note": "to know",
}
TURNS = {
    "present": "was there",
    "spoke": "spoke",
    "proposed": "put something forward",
    "paper": "brought a paper",
}
ORIGINS = {
    "national": "asked for nationally",
    "system": "from the system",
    "place": "from the place",
    "neighbourhood": "from a neighbourhood",
    "residents": "from residents",
}
ROUTES = {
    "full": "in stages: questions, reactions, amendments, objections",
    "light": "a small test that can be undone: straight to objections",
}
STAGES = {
    "draft": "being written",
    "questions": "questions to understand",
    "reactions": "what each partner thinks",
    "amended": "changed after what was heard",
    "objections": "does anyone see harm?",
    "closed": "decided",
    "withdrawn": "taken back",
}
POSITIONS = {
    "support": "in favour",
    "consent": "can live with it",
    "aside": "stands aside",
    "object": "sees harm",
}
COMMITMENTS = {
    "commitment": "a promise",
    "ask": "something asked of another",
    "offer": "something offered to others",
    "recommendation": "something recommended to be done",
}
PROMISES = {
    "asked": "waits for an answer",
    "growing": "under way",
    "stuck": "stuck",
    "kept": "kept",
    "changed": "changed into another",
    "let go": "let go",
    "declined": "answered with no",
}
CURRENCIES = {
    "cash": ("money", "£"),
    "time": ("time", "days"),
    "capacity": ("people to do it", "whole-time posts"),
    "resources": ("space, data and things", "worth in £"),
    "trust": ("trust brought", ""),
    "reach": ("people it reaches", "people"),
}
GIVING = {
    "pooled": "in one pot, decided on together",
    "aligned": "own pot, spent to one plan",
    "grant": "given to another partner",
    "in kind": "given as time, people, space or things",
}
TIES = {"horizontal": "between equals", "vertical": "between layers"}
STANCES = {"supportive": "in favour", "ambivalent": "in two minds", "opposed": "against"}
HEARD = {
    "survey": "told in a survey",
    "act": "seen in what was done together",
    "conversation": "from a conversation, listening first",
}
ISSUES = {
    "tough issue": "a hard thing held together",
    "tension": "two things that pull apart",
    "barrier": "something that stands in the way",
    "friction": "something that rubs",
    "flexibility": "a rule we ask to have loosened",
}
ISSUE_STAGES = {
    "surfaced": "said aloud",
    "understood": "each side heard",
    "reframed": "put as ours",
    "agreed": "a way forward agreed",
    "reviewed": "looked back on",
    "parked": "rests for now, with its reason",
}
VISIBILITY = {
    "owners": "the partners who hold it",
    "partnership": "everyone round the table",
    "public": "everyone",
}
DOCUMENTS = {
    "policy": "a policy",
    "law": "a law or legal duty",
    "report": "a report",
    "evidence": "evidence",
    "paper": "a paper for a meeting",
    "model": "a way of working in one place, told so that others can use it",
    "talk": "a talk, speech or podcast",
    "interview": "an interview",
    "article": "an article or post",
}
