"""From what a form was given to what a Story holds, and back for a form that is opened again."""

from tilth.learn.telling import plain
from tilth.learn.words import AUDIENCES
from tilth.web.learn.talk.records import seen
from tilth.web.learn.telling import asking

SAME = ("words", "title", "layer", "area", "on", "growth", "strengths", "barriers", "helped_by",
        "rough")  # fmt: skip


def told_in(form, standing):
    """{field: value} as `actions.telling.begin` takes it, from a form that is valid."""
    cleaned = form.cleaned_data
    told = {name: cleaned[name] for name in SAME}
    told["layer"] = told["layer"] or "place"
    told |= {"type": form.kind, "answers": _answers(form, cleaned)}
    told["inquiry"] = form.inquiry.name if set(told["answers"]) - {"steps"} else ""
    told |= {"tellers": tellers_in(cleaned["tellers"]), "sources": _sources(form, cleaned)}
    told |= readers_in(cleaned["for_"])
    if "conditions" in form.fields:
        told["conditions"] = cleaned["conditions"]
    if "from_partner" in form.fields:
        told["partner"] = standing.partner if cleaned["from_partner"] else None
    return told


def readers_in(chosen):
    """{field of the story: whether they may read it}, from the boxes ticked."""
    return {f"for_{name}": name in chosen for name in AUDIENCES}


def tellers_in(text):
    """[{"name", "as"}], one a line: what stands after the first comma says who they are."""
    pairs = [one.partition(",") for one in plain.lines(text)]
    return [
        {"name": name.strip()[: plain.LINE], "as": other.strip()[: plain.LINE]}
        for name, _, other in pairs
    ]


def about_of(key, standing):
    """What a telling is about, as far as whoever tells may know of it; None where nothing."""
    return seen(key, standing) if ":" in key else None


def held_as(story):
    """What a form opened again begins with."""
    told = {name: getattr(story, name) for name in SAME}
    told |= asking.answered_before(story.answers)
    told |= {"for_": story.audiences, "conditions": story.conditions, "about": story.about}
    told |= {name: getattr(story, name) for name in ("until", "reach", "reach_shown")}
    told |= {"for_whom": story.answers.get("for_whom", "")}
    told |= {"from_partner": story.partner_id is not None, "media": story.media.exists()}
    told["tellers"] = "\n".join(
        ", ".join(part for part in (one.get("name"), one.get("as")) if part)
        for one in story.tellers
    )
    for at, one in enumerate(story.sources):
        told |= {f"source_{at}_{name}": value for name, value in one.items()}
    for at, one in enumerate(story.answers.get("steps", [])):
        told |= {f"step_{at}_{name}": value for name, value in one.items()}
    return told


def _answers(form, cleaned):
    told = asking.answers_in(form.inquiry, cleaned)
    steps = _rows("step", form.step_rows, ("happened", "felt"), cleaned)
    return told | ({"steps": steps} if steps else {})


def _sources(form, cleaned):
    return _rows("source", form.source_rows, ("name", "url", "words"), cleaned)


def _rows(kind, rows, names, cleaned):
    found = [{name: cleaned[f"{kind}_{at}_{name}"] for name in names} for at in rows]
    return [one for one in found if any(one.values())]
