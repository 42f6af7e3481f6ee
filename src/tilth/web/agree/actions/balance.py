"""The balance told to the chair: one letter after each cycle, never two."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from tilth.ground.errors import AgreementError
from tilth.web.agree import history
from tilth.web.agree.balance.leading import bodies
from tilth.web.agree.balance.report import Report, last_finished
from tilth.web.agree.balance.telling import TOLD, address_of, chairs, dominance, letter, was_told
from tilth.web.agree.models import Body
from tilth.web.house.acts import act, locked, refuse

NOBODY = "Nobody with an email address chairs this body"


@act
def tell_chair(by, report, *, site=""):
    """Write to the chair of a body how a finished cycle was; once, however often it is asked.

    by: By, or the command that runs after each cycle. site: what addresses begin with.
    """
    body = locked(Body, report.body.pk)
    refuse("" if report.finished else f"The cycle runs until {report.cycle.until:%d %B %Y}")
    refuse("The chair was told of this cycle already" if was_told(body, report.cycle) else "")
    to = chairs(body, report.on)
    refuse("" if to else NOBODY)
    told = dominance(report)
    subject, words = letter(report, told)
    words = f"{words}\n\nRead all of it: {site}{address_of(body, report.cycle)}\n"
    after = {"cycle": report.cycle.key, "told": told}
    step = history.told(by, body, TOLD, "", after=after)
    transaction.on_commit(lambda: send_mail(subject, words, settings.DEFAULT_FROM_EMAIL, to))
    return step


def tell_chairs(by, on, *, site=""):
    """Write to every chair of the newest cycle that is over: [(Body, why not, or '')].

    Run it after each cycle; whoever was told is not told again.
    """
    found = []
    for body in bodies():
        cycle = last_finished(body, on)
        if cycle is None or was_told(body, cycle):
            continue
        try:
            tell_chair(by, Report(body, cycle, on, str), site=site)
        except AgreementError as error:
            found.append((body, error.what))
        else:
            found.append((body, ""))
    return found
