"""python -m tilth.web catch_up: what may be made once the site is open, so that it opens sooner."""

import os

from django.core.management.base import BaseCommand
from django.utils import timezone

from tilth.see.data.checked import checked
from tilth.web.agree.decisions.demo_figures import keep_figures
from tilth.web.house import opened
from tilth.web.house.closed import closing, seen_from
from tilth.web.see.news import kept_news
from tilth.web.see.warming import warm

POLITE = 10  # pages come first


class Command(BaseCommand):
    """Checks the data that nobody has checked yet and works out the first pages' figures."""

    help = "Check the data and work out the first pages' figures, unless that is done."

    def handle(self, **options):
        os.nice(POLITE)
        here = opened.place()
        release = opened.release_of(here)
        if release is None:
            return
        place = closing(here)
        people = seen_from(opened.population_of(here, release), place)
        kept_news(place, release, people)
        warm(place, people, release)
        on = place.place.as_of or timezone.localdate()
        if checked(place, on=on) is None:
            checked(place, on=on, run=True)
        keep_figures(place, people)
        opened.let_go()
