"""What each way of telling a change is: over time, with the season, on paper only, years ahead."""

from tilth.see.methods.catalogue.method import DOI, Method
from tilth.see.methods.runs import SIGNALS

CHANGES = (
    Method(
        "xmr",
        "Is this change more than the usual ups and downs?",
        "A line for the average and one each side of it. Points between the lines are the usual "
        "ups and downs. Four signs say that something else has happened: "
        + "; ".join(SIGNALS.values())
        + ". With fewer than 12 points the lines are only a trial.",
        "x̄ ∓ 2.66 × mean moving range; moving ranges of 3.267 × their mean or more are left out "
        "first",
        "Shewhart (1931); Wheeler (1993), Understanding Variation; NHS England, Making Data Count",
        "https://www.england.nhs.uk/publication/making-data-count/",
        "spc.xmr",
    ),
    Method(
        "alarms",
        "How many of so many would be unusual by chance?",
        "Who watches sixty figures sees some that are unusual every month, though nothing has "
        "changed. We say how many that would be, and whether there are more.",
        "chance of a sign at the newest of n points: share of 10,000 simulated series of steady "
        "figures; more than chance: P(Poisson(sum of chances) ≥ found) < 0.05",
        "Wheeler (1993), Understanding Variation, on the price of each further sign; simulated "
        "here",
        "https://www.england.nhs.uk/publication/making-data-count/",
        "alarms.chance_of_signal",
    ),
    Method(
        "season",
        "The time of year",
        "Some things are worse every winter. This says how much of the ups and downs follow the "
        "calendar, which months, and what is left without them. It needs three years.",
        "trend: average over the year around each month; effect: a month's mean distance from it; "
        "strength: 1 − (left over / its degrees) / (about trend / its degrees)",
        "Macaulay (1931); Wang, Smith and Hyndman (2006), Data Min Knowl Discov 13:335-364",
        f"{DOI}10.1007/s10618-005-0039-x",
        "season.season",
    ),
    Method(
        "heaping",
        "Piling up at a line",
        "If a rule says four hours, more people than you would expect may be seen at three hours "
        "59. This compares how many are just inside the line with the smooth shape on both sides. "
        "It shows a pull; it does not say why.",
        "z = (seen − foreseen) / √(scatter × (foreseen + its variance)), foreseen by a cubic curve "
        "through the logs of the other bins",
        "Chetty and others (2011), Q J Econ 126:749-804",
        f"{DOI}10.1093/qje/qjr013",
        "gaming.heaping",
    ),
    Method(
        "shift",
        "A jump when the definition changed",
        "If a figure jumps in the very month its definition changes, the jump may be on paper "
        "only. This compares the jump with the usual ups and downs and with all other months.",
        "|after − before| / (mean moving range / 1.128 × √(2/window)); and the share of other "
        "moments with a jump as large",
        "Wheeler (1993); Abadie and others (2015), Am J Polit Sci 59:495-510",
        f"{DOI}10.1111/ajps.12116",
        "gaming.shift",
    ),
    Method(
        "projection",
        "Who may live here in 5 and 10 years",
        "Today's people five years older, less those who would die, with the babies who would be "
        "born and those who move in and out, if the rates stay as given. The range says how unsure "
        "the rates are; it does not know of new homes.",
        "P(t+5) = S (P + M/2) + M/2;  births = 5 Σ f (women before + after)/2 × L_0/5; "
        "S: shares who live on, from a life table; M: five years of net moves",
        "Leslie (1945), Biometrika 33:183-212; Preston, Heuveline and Guillot (2001), Demography",
        f"{DOI}10.1093/biomet/33.3.183",
        "project.project",
    ),
)
