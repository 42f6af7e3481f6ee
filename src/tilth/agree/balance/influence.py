"""Of what each partner raised, how much was adopted."""

import pandas as pd

from tilth.see.methods.intervals import wilson

FEW = 3  # raised fewer than this: too few to tell


def influence(raised):
    """What each partner raised and what of it was adopted, with Wilson's limits.

    raised: partner -> (raised, adopted), whole numbers; partners who raised nothing are told too.

    Returns a frame, one row a partner in order: raised, adopted, share, lower, upper; the last
    three are blank where fewer than three were raised. Raises ValueError where more was adopted
    than raised. Source: Wilson (1927), J Am Stat Assoc 22:209-212.
    """
    told = pd.DataFrame.from_dict(raised, orient="index", columns=["raised", "adopted"])
    told = told.astype(int).sort_index()
    if ((told.adopted < 0) | (told.adopted > told.raised)).any():
        raise ValueError("what was adopted must have been raised")
    tell = told.raised >= FEW
    told["share"] = (told.adopted / told.raised.where(told.raised > 0)).where(tell)
    lower, upper = wilson(told.adopted.to_numpy(float), told.raised.to_numpy(float))
    told["lower"], told["upper"] = lower, upper
    told.loc[~tell, ["lower", "upper"]] = float("nan")
    return told
