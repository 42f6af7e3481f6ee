"""The pages of LEARN over many stories: processor seconds of the first and the second reading.

Beside the stories there are codings of two readers, partners who told a third of them, and things
said about some, so that every page has to count what it counts at this size.
"""

import time

from benchmarks.stories_made import opened, slug_of, tell

TOLD_BY_PARTNERS, SAID_ABOUT = 3, 5  # every so many
AGAIN = 3
PAGES = (
    "/learn/",
    "/learn/stories/",
    "/learn/stories/?code=e3-trust",
    "/learn/stories/made-up-000001/",
    "/learn/search/?q=walking+canal",
    "/learn/codes/",
    "/learn/codes/e3-trust/",
    "/learn/codes/agreement/",
    "/learn/codes/suggestions/",
    "/learn/themes/",
    "/learn/barriers/",
    "/learn/barriers/w1-inflexible/",
    "/learn/compare/?a=area:whole&b=area:GRM-OPLD",
    "/learn/conditions/",
    "/learn/movement/",
    "/learn/language/",
    "/learn/talk/",
    "/learn/people/",
    "/learn/briefing/",
    "/learn/timeline/",
    "/learn/lessons/",
    "/",
    "/search/?q=walking",
)


def pages(folder, stories):
    """{address: processor and wall seconds, first and least of the next three} for an analyst."""
    client = _reader(folder, stories)
    told = {}
    for address in PAGES:
        first = _read(client, address)
        next_ = [_read(client, address) for _ in range(AGAIN)]
        told[address] = {
            "first_cpu_s": first[0],
            "first_wall_s": first[1],
            "cpu_s": min(cpu for cpu, _ in next_),
            "wall_s": min(wall for _, wall in next_),
        }
        tell(f"{address}: {told[address]}")
    return {"answer": told, "seconds": sum(one["cpu_s"] for one in told.values())}


def _reader(folder, stories):
    opened(folder)
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    people(stories)
    call_command("collectstatic", interactive=False, verbosity=0)
    known = get_user_model().objects
    who = known.filter(email="bench@example.org").first()
    who = who or known.create_user("bench@example.org", "Bench", roles=["analyst"])
    client = Client(headers={"host": settings.SITE.hosts[0]})
    client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _read(client, address):
    started = time.thread_time(), time.perf_counter()
    answer = client.get(address)
    body = b"".join(answer) if answer.streaming else answer.content
    if answer.status_code != 200 or not body:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return round(time.thread_time() - started[0], 3), round(time.perf_counter() - started[1], 3)


def people(stories):
    """Who told, who coded and who answered, put in all at once beside the stories."""
    from django.utils import timezone

    from tilth.demo.corpus import corpus
    from tilth.web.agree.models import Partner
    from tilth.web.learn.models import Code, Coding, Comment, Story

    if Coding.objects.exists():
        return
    now, numbers = timezone.now(), dict(Story.objects.values_list("slug", "pk"))
    codes, partners = dict(Code.objects.values_list("slug", "pk")), list(Partner.objects.all())
    codings, said = [], []
    for one in corpus(stories):
        story, number = numbers[slug_of(one)], one["number"]
        for coder, some in (("teller", one["codes"]), ("reader", one["second"])):
            put = {"story_id": story, "coder": coder, "at": now}
            codings += [Coding(code_id=codes[code], **put) for code in some if code in codes]
        if number % SAID_ABOUT == 0:
            about = {"about": f"story:{slug_of(one)}", "words": "Could we try this here?"}
            said.append(Comment(**about, state="published", looked=True, at=now))
    Coding.objects.bulk_create(codings, batch_size=1_000)
    Comment.objects.bulk_create(said, batch_size=1_000)
    for at, partner in enumerate(partners):
        own = [pk for number, pk in enumerate(numbers.values())
               if number % (TOLD_BY_PARTNERS * len(partners)) == TOLD_BY_PARTNERS * at]  # fmt: skip
        Story.objects.filter(pk__in=own).update(partner=partner)
