"""NHS numbers that were never issued: 999 first, then the other thousands from 990 down to 900.

999 000 0000 to 999 999 9999 is the range kept for tests: 909,091 numbers pass the check. Larger
made-up populations go on with 998, 997 and so on; no number beginning with 9 is in issue.
"""

import numpy as np


def valid_numbers(start):
    """Every number of a thousand (such as 999) that passes the Modulus 11 check, in order."""
    rest = np.arange(1_000_000, dtype=np.int64)
    nine = start * 1_000_000 + rest
    total = np.zeros(len(rest), np.int64)
    left = nine.copy()
    for weight in range(2, 11):
        total += weight * (left % 10)
        left //= 10
    check = (11 - total % 11) % 11
    return (nine * 10 + check)[check != 10]


def issue(count, *, rng):
    """`count` different valid numbers in no order that tells anything."""
    numbers, start = np.zeros(0, np.int64), 999
    while len(numbers) < count:
        fresh = valid_numbers(start)
        rng.shuffle(fresh)
        numbers = np.concatenate([numbers, fresh[: count - len(numbers)]])
        start -= 1
    return numbers


def broken(numbers):
    """The same numbers with a wrong last digit: none passes the check."""
    return numbers - numbers % 10 + (numbers % 10 + 1 + (numbers // 10) % 8) % 10
