"""Django's own commands, for whoever looks after the site: python -m tilth.web check --deploy."""

import os

from django.core.management import execute_from_command_line


def run(argv=None):
    """Run one of Django's commands on the place TILTH_PLACE names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.web.settings")
    execute_from_command_line(argv)


if __name__ == "__main__":
    run()
