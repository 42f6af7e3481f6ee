"""How figures are shown: one rounding for the page, the command, the file and the notebook."""

import math
from dataclasses import dataclass

HIDDEN = "*"


class Digits(float):
    """A number rounded as it is shown: text and arithmetic hold the same digits.

    Rounded once, to the nearest, from the unrounded figure; `str` keeps the last nought
    ("20.0"), JSON and sums see the number 20.0.
    """

    def __new__(cls, value, decimals):
        text = f"{value:.{decimals}f}"
        text = text.lstrip("-") if float(text) == 0 else text
        made = super().__new__(cls, text)
        made.text, made.decimals = text, decimals
        return made

    def __str__(self):
        return self.text

    @property
    def spoken(self):
        """The same digits with thousands apart, for words and pictures: "8,112"."""
        return f"{float(self):,.{self.decimals}f}" if abs(self) >= 1000 else self.text

    def __getnewargs__(self):
        return float(self), self.decimals


class AsPublished(Digits):
    """An official figure: every digit its publisher gave, and none that it did not."""

    def __new__(cls, value):
        made = float.__new__(cls, value)
        made.text = repr(float(value)).removesuffix(".0")
        made.decimals = len(made.text.partition(".")[2]) if "e" not in made.text else 0
        return made

    def __getnewargs__(self):
        return (float(self),)


@dataclass(frozen=True)
class Scale:
    """What kind of number an indicator's values are, and which way is better.

    statistic: one of STATISTICS. per: 100 gives per cent. unit: the words after a value that is
    not per so many people ("years", "points"). better: lower, higher or neither. people: who is
    counted, in the plural ("adults"); the sentence says "people" where it is not told.
    """

    statistic: str = "proportion"
    per: float = 100
    unit: str = ""
    better: str = "neither"
    people: str = "people"

    @property
    def decimals(self):
        """Decimals shown: one; two for a ratio whose middle is 1, none per 10,000 or more."""
        if self.statistic == "ratio" and self.per == 1:
            return 2
        return 0 if self.per >= 10_000 else 1

    @property
    def share(self):
        """Whether the values are a share of people, so that they run from none to all."""
        return self.statistic == "proportion"

    def digits(self, value):
        """A value as a shown number, or None where there is none."""
        if self.statistic == "published" and not empty(value):
            return AsPublished(float(value))
        return None if empty(value) else Digits(float(value), self.decimals)

    def short(self, value):
        """A value as words and pictures say it: as shown, an official one to 3 figures."""
        shown = self.digits(value)
        if not isinstance(shown, AsPublished) or not shown.decimals:
            return shown
        whole = math.floor(math.log10(abs(shown))) if shown else 0
        return Digits(shown, min(shown.decimals, max(0, 2 - whole)))

    def said(self, value):
        """A value in words: "24.1%", "12.3 per 1,000", "78.2 years"."""
        return self._after(self._spoken(value))

    def sure(self, lower, upper):
        """How sure we are: "18.3 to 21.9"."""
        return f"{self._spoken(lower)} to {self._spoken(upper)}"

    def whole(self, value, lower, upper):
        """A value with its interval: "24.1% (23.4 to 24.9)"; without one where it has none."""
        if empty(lower) or empty(upper):
            return self.said(value)
        return f"{self.said(value)} ({self.sure(lower, upper)})"

    def brief(self, value, lower=None, upper=None):
        """A value and its interval without the unit: for a picture whose subtitle tells it."""
        sign = "%" if self.heading == "Per cent" else ""
        text = f"{self._spoken(value)}{sign}"
        return text if empty(lower) or empty(upper) else f"{text} ({self.sure(lower, upper)})"

    def _spoken(self, value):
        shown = self.short(value)
        return "not known" if shown is None else shown.spoken

    @property
    def heading(self):
        """What stands over a column of values: "Per cent", "Per 1,000 people", "Years"."""
        told = self._after("")
        if told == "%":
            return "Per cent"
        return told.strip()[:1].upper() + told.strip()[1:] or "Value"

    def _after(self, text):
        if self.per == 100 and (self.share or self.unit in ("%", "per cent")):
            return f"{text}%"
        if self.statistic in ("proportion", "rate", "standardised_rate") and self.per > 1:
            unit = self.unit if self.unit.startswith("per ") else f"per {self.per:,.0f} people"
            return f"{text} {unit}"
        return f"{text} {self.unit}" if self.unit else text


def empty(value):
    """Whether there is no number here: None, NaN or pandas' NA, infinity too."""
    if value is None:
        return True
    try:
        return not math.isfinite(value)
    except TypeError:
        return True
