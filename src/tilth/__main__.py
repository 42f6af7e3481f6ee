"""python -m tilth, and the installed command."""

import sys

from tilth.cli.main import main


def run():
    sys.exit(main())


if __name__ == "__main__":
    run()
