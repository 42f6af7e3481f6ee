"""Django's own commands, for whoever looks after the site: python -m tilth.web check --deploy."""

import os
import sys

from django.core.management import execute_from_command_line

from tilth.ground.errors import TilthError


def run(argv=None):
    """Run one of Django's commands on the place TILTH_PLACE names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.web.settings")
    try:
        execute_from_command_line(argv)
    except TilthError as error:
        print(f"tilth: {error}", file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    run()
