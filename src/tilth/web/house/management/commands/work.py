"""python -m tilth.web work: the worker that `tilth serve` starts beside the site."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from tilth.web.house.jobs.resuming import only_worker, take_up


class Command(BaseCommand):
    """Takes up what was left, then does jobs one after the other until it is told to stop."""

    help = "Do the jobs people ask for, one after the other."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits, then end")

    def handle(self, *, once, **options):
        with only_worker(settings.PLACE):
            take_up()
            call_command(
                "db_worker",
                batch=once,
                interval=1.0,
                startup_delay=False,
                reload=False,
                verbosity=0,
            )
