"""python -m tilth.web configured: who agreed the settings, and what changed since, as JSON."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.module_loading import import_string

from tilth.web.house import opened

TABLE = "agree_step"


class Command(BaseCommand):
    """Says how the settings stand."""

    help = "Say who agreed the settings, and what changed since."

    def handle(self, **options):
        begun = TABLE in connection.introspection.table_names()
        found = import_string(settings.CONFIGURED)(opened.place()) if begun else None
        told = {"sound": found.sound, "words": found.words} if found else {}
        self.stdout.write(json.dumps(told, ensure_ascii=False))
