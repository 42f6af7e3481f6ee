"""make bench: every benchmark in turn, or those named."""

import argparse
import datetime
import importlib
from pathlib import Path

HERE = Path(__file__).parent
NAMES = sorted(one.stem for one in HERE.glob("*.py") if "\ndef main(*" in one.read_text())


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], default=[])
    parser.add_argument("--on", default=datetime.date.today(), help="the date to record")
    args = parser.parse_args()
    for name in args.names or NAMES:
        importlib.import_module(f"benchmarks.{name}").main(on=args.on)


if __name__ == "__main__":
    main()
