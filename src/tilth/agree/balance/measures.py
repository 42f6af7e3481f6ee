"""How evenly something is shared among members, the silent ones included."""

import numpy as np

from tilth.see.methods.spread import gini

NAMES = ("equality", "evenness", "effective", "largest", "most", "least", "silent")


def measures(amounts):
    """Every measure of how evenly members share something.

    amounts: what each member gave, nought for a silent one; shape (members,) or (draws, members).

    Returns name -> array of shape (draws,): `equality`, 1 when all give the same and 0 when one
    gives everything (1 less Gini's index times n/(n-1)); `evenness`, Shannon's H over ln n;
    `effective`, exp(H): as many equal voices as would be this even; `largest`, the largest share;
    `most` and `least`, the largest and smallest amount; `silent`, how many gave nothing. Nothing
    given at all, or fewer than two members, makes the first four NaN.

    Source: Gini (1912), with the small-sample correction of Deltas (2003), Rev Econ Stat
    85:226-234; Pielou (1966), J Theor Biol 13:131-144; Hill (1973), Ecology 54:427-432.
    """
    y = np.atleast_2d(np.asarray(amounts, float))
    members, whole = y.shape[1], y.sum(axis=1)
    told = {"most": y.max(axis=1), "least": y.min(axis=1), "silent": (y == 0).sum(axis=1)}
    if members < 2:
        nothing = np.full(len(y), np.nan)
        return dict.fromkeys(NAMES[:4], nothing) | told
    share = y / np.where(whole > 0, whole, np.nan)[:, None]
    apart = gini(y) * members / (members - 1)
    logs = np.log(np.where(share > 0, share, 1))
    spread = np.where(whole > 0, -(share * logs).sum(axis=1), np.nan)
    return {
        "equality": np.clip(1 - apart, 0, 1),
        "evenness": np.clip(spread / np.log(members), 0, 1),
        "effective": np.exp(spread),
        "largest": share.max(axis=1),
        **told,
    }
