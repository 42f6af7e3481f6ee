"""The page of methods, written from the catalogue.

python -m tilth.see.methods.reference docs/see/methods.md
"""

import sys
from pathlib import Path

from tilth.see.methods.catalogue import METHODS, SYMBOLS

HEAD = """# How figures are worked out

Plain words first, then the formula, then who said so. Written from `see/methods/catalogue/` by
`python -m tilth.see.methods.reference docs/see/methods.md`; a test fails when it is out of date.

- A count that is hidden or not known is never taken as nought: the figure made from it is not
  known either. Nobody to count among is not nought per cent.
- Every function takes whole columns of areas at once, and leaves the labels of a series as they
  were. Limits are of 95 in 100 unless told (`confidence=0.998` gives the wider ones).
- Nothing here reads people, files or the clock. What needs chance is given it (`rng`).

```python
from tilth.see.methods.intervals import proportion

proportion([30, 5], [100, 20])  # a frame: value, lower, upper; one row an area
```

What the letters mean:

"""

TAIL = """## How we know they are right

- Published figures are reproduced: those of PHEindicatormethods 2.1 for shares, rates, means,
  directly and indirectly standardised rates, life expectancy, slopes, fifths and funnels, at 95%
  and 99.8% (a slope's limits, which there are drawn by lot, to 5 in 100); NHSRplotthedots 0.2 for
  charts over time; Newcombe's tables for shares and their gaps.
- Each has a slow, obvious twin that gives the same answer, and laws that must hold: limits hold
  the figure, other units change nothing else, areas together are each their own answer.
- Where limits promise to hold the truth 95 times in 100, made-up truths are planted and counted.
- The slope's limits are worked out, not drawn by lot. `benchmarks/results/sii.json` says how much
  sooner than 100,000 draws, after asserting that both agree.

## What they do not do

- Limits tell chance alone. People who were never asked, or wrong codes, are not in them.
- The slope's limits for rates use a series that is good to about 1 in 100 of their width while each
  group's error is below 0.3 on logs (about a dozen events). With fewer, use `transform=True`.
- Layers share out variation, not what can be changed. Few systems or places give wide limits.
- The projection is only as good as the rates given to it; its range says nothing of new homes.
"""


def page():
    """The page, as Markdown."""
    lines = [HEAD]
    lines += [f"- `{letter}`: {meaning}\n" for letter, meaning in SYMBOLS.items()]
    for method in METHODS.values():
        lines.append(f"\n## {method.title}\n\n{method.plain}\n\n```text\n{method.formula}\n```\n\n")
        lines.append(f"Source: {method.source}. [Read on]({method.reference_url}).\n")
        if method.function:
            lines.append(f"In Python: `tilth.see.methods.{method.function}`.\n")
    return "".join([*lines, "\n", TAIL])


def main():
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
