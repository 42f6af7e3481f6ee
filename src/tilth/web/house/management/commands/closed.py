"""python -m tilth.web closed: which sources are closed now, and why, as JSON."""

import json

from django.core.management.base import BaseCommand
from django.db import connection

from tilth.web.house import closed, opened

TABLE = "agree_agreement"


class Command(BaseCommand):
    """Says which sources rest on an agreement that is over."""

    help = "Say which sources are closed because their agreement is over."

    def handle(self, **options):
        begun = TABLE in connection.introspection.table_names()
        found = closed.sources(opened.place()) if begun else {}
        self.stdout.write(json.dumps(found, ensure_ascii=False))
