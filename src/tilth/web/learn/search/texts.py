"""The words by which each kind of record is found: (title, everything else)."""


def _joined(*parts):
    lines = []
    for part in parts:
        if isinstance(part, dict):
            lines += [str(value) for value in part.values()]
        elif isinstance(part, list | tuple):
            lines += [str(one) for one in part]
        else:
            lines.append(part or "")
    return "\n".join(line for line in lines if line)


def _happened(ripples):
    return list(ripples.ripples.filter(removed=False).values_list("words", flat=True))


TEXTS = {
    "story": lambda one: (one.title, _joined(one.words, one.answers, one.strengths, one.barriers)),
    "practice": lambda one: (
        one.title,
        _joined(one.what, one.principles, one.values, one.steps, one.travels, one.local),
    ),
    "transplant": lambda one: (
        f"{one.practice.title}: {one.place}",
        _joined(one.changed, one.kept, one.came, one.lessons),
    ),
    "gathering": lambda one: (
        one.title,
        _joined(one.words, one.notes, one.themes, one.outputs, one.seen, one.home),
    ),
    "ripples": lambda one: (one.title, _joined(one.words, _happened(one))),
}
