"""The NHS number's Modulus 11 check digit."""

WEIGHTS = range(10, 1, -1)


def check_digit(first_nine):
    """The check digit of nine digits, or None where no NHS number begins with them.

    Source: NHS Data Dictionary, NHS NUMBER.
    """
    rest = 11 - sum(w * int(d) for w, d in zip(WEIGHTS, first_nine, strict=True)) % 11
    return {11: 0, 10: None}.get(rest, rest)


def is_valid(text):
    """Whether ten digits pass the check. Passing does not mean the number was ever issued."""
    if len(text) != 10 or not (text.isascii() and text.isdigit()):
        return False
    return check_digit(text[:9]) == int(text[9])
