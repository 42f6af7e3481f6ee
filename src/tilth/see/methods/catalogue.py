"""What each method is, in plain words and in symbols: for the page of methods and the docs."""

from dataclasses import dataclass

from tilth.see.methods.runs import SIGNALS

GUIDE = "https://fingertips.phe.org.uk/static-reports/public-health-technical-guidance/"
DOI = "https://doi.org/"


@dataclass(frozen=True)
class Method:
    """One way of working a figure out: what it says, how, and who said so first.

    plain: words anyone can read. formula: symbols, told in `SYMBOLS`. source: who, and where.
    reference_url: where to read on. function: where it is in tilth.see.methods, or empty.
    """

    name: str
    title: str
    plain: str
    formula: str
    source: str
    reference_url: str
    function: str = ""


SYMBOLS = {
    "O": "how many we counted: people, or events",
    "n": "how many could have been counted",
    "z": "how sure: 1.96 for 95 in 100, 3.09 for 998 in 1,000",
    "L, U": "the lower and upper limits",
    "w": "the weight of one age or group",
    "V": "variance: how far chance alone moves a figure, squared",
}

_ALL = (
    Method(
        "proportion",
        "A share of people",
        "Out of all the people it could be true of, how many it is true of. The limits show how "
        "far chance alone could have moved the share; few people give wide limits.",
        "O / n;  L, U = (2O + z² ∓ z √(z² + 4O(1 − O/n))) / (2(n + z²))",
        "Wilson (1927), J Am Stat Assoc 22:209-212",
        f"{DOI}10.1080/01621459.1927.10502953",
        "intervals.proportion",
    ),
    Method(
        "rate",
        "How often something happens",
        "How many times it happened for every 1,000 people (or another round number). One person "
        "can be counted more than once. Under ten events the limits are exact.",
        "O / n;  L = O(1 − 1/(9O) − z/(3√O))³,  U = (O+1)(1 − 1/(9(O+1)) + z/(3√(O+1)))³, over n; "
        "for O < 10: L = χ²(α/2; 2O)/2, U = χ²(1 − α/2; 2O+2)/2",
        "Byar, in Breslow and Day (1987), Statistical Methods in Cancer Research II, page 69; "
        "Garwood (1936), Biometrika 28:437-442",
        f"{DOI}10.1093/biomet/28.3-4.437",
        "intervals.rate",
    ),
    Method(
        "standardised_rate",
        "A rate made fair for age",
        "Older places have more illness because they are older. This asks what the rate would be "
        "if every place had the same mix of ages. It is not given for fewer than ten events.",
        "Σ w O_a/n_a / Σ w;  V = Σ w² O_a/n_a² / (Σ w)²;  L, U = rate + √(V/O) (L_O − O, U_O − O), "
        "with w the European standard population of 2013 and L_O, U_O the limits of the count. "
        "When one person may be counted often, O_a in V is the sum of each person's count squared",
        "Dobson and others (1991), Stat Med 10:457-462; repeat events: Stukel and others (1994), "
        "Stat Med 13:1781-1791",
        f"{DOI}10.1002/sim.4780100317",
        "standardised.standardised_rate",
    ),
    Method(
        "ratio",
        "What happened against what we would expect",
        "How many times it happened, beside how many times it would have if people of each age "
        "fared as they do elsewhere. 1 means the same; 2 means twice as many.",
        "O / E, E = Σ n_a × reference rate_a;  L, U = L_O/E, U_O/E;  as a rate: times the "
        "reference's own rate",
        "Breslow and Day (1987), Statistical Methods in Cancer Research II, pages 65-69",
        GUIDE,
        "standardised.ratio",
    ),
    Method(
        "mean",
        "An average",
        "All the values added up and shared out evenly among the people who gave one.",
        "x̄ = Σx / n;  L, U = x̄ ∓ t(n−1) s/√n",
        "Student (1908), Biometrika 6:1-25",
        f"{DOI}10.1093/biomet/6.1.1",
        "intervals.mean",
    ),
    Method(
        "quantile",
        "The middle value (or another cut)",
        "Half of people have less than the median and half have more. It is read off counts in "
        "bins, so it is only as fine as the bins.",
        "the value q with F(q) = share;  L, U = the values at Wilson's limits of the share",
        "Woodruff (1952), J Am Stat Assoc 47:635-646",
        f"{DOI}10.1080/01621459.1952.10483443",
        "quantiles.quantile",
    ),
    Method(
        "life_expectancy",
        "Life expectancy",
        "How long a baby born today would live on average if, at every age, people went on dying "
        "as they do here now. It is a picture of now, not a forecast for anyone.",
        "q = nm / (1 + n(1−a)m);  e_x = Σ L / l_x;  V = Σ l² ((1−a)n + e_next)² q²(1−q)/D / l_x², "
        "last age 1/(D m²);  a = 0.1 in the first band, 0.5 after. m: deaths over people, "
        "D: deaths, n: years in the band, l: those still alive, L: years they live in it",
        "Chiang (1968), Introduction to Stochastic Processes in Biostatistics; Silcocks and "
        "others (2001), J Epidemiol Community Health 55:38-43",
        f"{DOI}10.1136/jech.55.1.38",
        "life.life_expectancy",
    ),
    Method(
        "healthy_life_expectancy",
        "Healthy life expectancy",
        "How many of those years would be lived in good health, or free of illness that gets in "
        "the way. It asks what would happen if people of each age stayed as well as they are now.",
        "Σ (1−π) L / l_x;  V = [Σ L² π(1−π)/N + Σ l² ((1−a)n(1−π) + h_next)² q²(1−q)/D] / l_x², "
        "with π the share not well among N asked, h the healthy years left",
        "Sullivan (1971), HSMHA Health Rep 86:347-354; Jagger and others (2014), Health "
        "Expectancy Calculation by the Sullivan Method",
        f"{DOI}10.2307/4594169",
        "life.healthy_life_expectancy",
    ),
    Method(
        "published",
        "A figure someone else published",
        "Shown as its publisher gave it, with its own limits, its date and its source. We do not "
        "round it, hide it or work it out again.",
        "as published",
        "named beside each figure",
        GUIDE,
    ),
    Method(
        "sii",
        "The slope across deprivation",
        "How much better or worse the least deprived people fare than the most deprived, using "
        "everyone and not only the two ends. It is the rise or fall of a line drawn through at "
        "least five groups of people.",
        "slope = Σ c y, c = a(x − ½) / Σ a(x − ½)²;  V = Σ c² V_y, with a a group's share of "
        "people and x the middle of its stretch. Rates may have errors that are even on logs, "
        "proportions on log odds: then L, U by the Cornish-Fisher series",
        "Low and Low (2004), J Public Health 26:388-395; Public Health England, Slope index of "
        "inequality (2019); Cornish and Fisher (1937), Rev Inst Int Stat 5:307-320",
        GUIDE,
        "inequality.sii",
    ),
    Method(
        "rii",
        "The slope, as a ratio",
        "The same line told another way. It says how many times as much the least deprived have "
        "as the most deprived. 1 means the same.",
        "line at 1 / line at 0;  L, U by Fieller's theorem",
        "Fieller (1954), J R Stat Soc B 16:175-185; Public Health England, Slope index of "
        "inequality (2019)",
        GUIDE,
        "inequality.rii",
    ),
    Method(
        "gap",
        "The gap between two groups",
        "One group's figure less another's, and how many times as large it is.",
        "d = a − b;  L = d − √((a−L_a)² + (U_b−b)²),  U = d + √((U_a−a)² + (b−L_b)²); "
        "the same on logs for the ratio",
        "Newcombe (1998), Stat Med 17:873-890; Zou and Donner (2008), Stat Med 27:1693-1702",
        f"{DOI}10.1002/sim.3095",
        "spread.gap",
    ),
    Method(
        "spread",
        "How far apart small areas lie within a place",
        "The lowest, the middle and the highest of a place's small areas. A place with a good "
        "average can still have streets that fare badly.",
        "√(Σ w (y − ȳ)² / Σ w), and the values that 0, 10, 50, 90 and 100 in 100 people live "
        "at or below",
        "moments and quantiles, weighted by people; chance is still in it",
        GUIDE,
        "spread.spread",
    ),
    Method(
        "gini",
        "How unevenly something is shared",
        "0 when all have the same; nearer to 1 the more that lies with a few. Atkinson's and "
        "Theil's measures ask the same and let you say how much the worst-off should count.",
        "G = Σ_i Σ_j |x_i − x_j| / (2n² x̄)",
        "Gini (1912); Atkinson (1970), J Econ Theory 2:244-263; Theil (1967)",
        f"{DOI}10.1016/0022-0531(70)90039-6",
        "spread.gini",
    ),
    Method(
        "concentration",
        "Whether something gathers among the more deprived",
        "Below nought, the more deprived have more of it; above nought, the less deprived have.",
        "C = 2 Σ w y R / ȳ − 1, with R the middle of each group's stretch of the people, most "
        "deprived first",
        "Kakwani, Wagstaff and van Doorslaer (1997), J Econometrics 77:87-103",
        f"{DOI}10.1016/S0304-4076(96)01807-6",
        "spread.concentration",
    ),
    Method(
        "quantile_groups",
        "Fifths and tenths of areas",
        "Areas are put in order and cut into five (or ten) groups with about as many in each.",
        "⌊groups × (rank − 1) / areas⌋ + 1, ties taking the lower rank",
        "Public Health England, Technical Guide: assigning deprivation categories (2017)",
        GUIDE,
        "quantiles.quantile_groups",
    ),
    Method(
        "funnel",
        "Who stands out by more than chance",
        "Small areas jump about by chance, large ones do not. Between the lines is what chance "
        "would do to an area of that size. If all areas differ more than chance, the lines can "
        "be moved apart for all.",
        "exact Poisson or binomial limits at 95% and 99.8%, r − (F(r) − p)/(F(r) − F(r−1)); "
        "widened by √φ, φ = mean of z² with the outer tenths drawn in, if φ > 1 + 2√(2/areas); "
        "or by τ² = (nφ − (n−1)) / (Σw − Σw²/Σw)",
        "Spiegelhalter (2005), Stat Med 24:1185-1202",
        f"{DOI}10.1002/sim.1970",
        "funnel.funnel",
    ),
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
        "ranks",
        "Before we say the worst of 180",
        "Ranks look sure and are not. This gives the ranks a place may as well have, and the "
        "chance that it truly is the worst.",
        "ranks of figures drawn from what was counted, 2.5% and 97.5%; mean rank = 1 + Σ "
        "Φ((y_j − y_i)/√(se_i² + se_j²)); sure bounds by comparing each pair (Bonferroni)",
        "Goldstein and Spiegelhalter (1996), J R Stat Soc A 159:385-443; Mogstad and others "
        "(2024), Rev Econ Stud 91:476-518",
        f"{DOI}10.1093/restud/rdad006",
        "ranks.rank_intervals",
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
        "shrunk",
        "A steadier figure for small areas",
        "In a very small area one person more changes everything. The steadier figure leans "
        "towards the whole, and leans more the smaller the area. It stands beside the real "
        "figure and never replaces it.",
        "(O + a)/(n + b), a = m²/τ², b = m/τ² for rates; (O + a)/(n + a + b) for shares; "
        "τ²: how far areas differ beyond chance, by moments",
        "Clayton and Kaldor (1987), Biometrics 43:671-681; Marshall (1991), Appl Stat 40:283-294; "
        "Kleinman (1973), J Am Stat Assoc 68:46-54",
        f"{DOI}10.2307/2532003",
        "shrink.shrunk_rate",
    ),
    Method(
        "layers",
        "At which layer the difference lies",
        "Why is one small area not like the next? It may be the whole system, or the place, or "
        "the part of town, or just the street. This shares out the difference between them. It "
        "takes out what is only chance first.",
        "nested sums of squares = Σ coefficients × variance of each layer + known chance, solved "
        "from the small areas up; limits by drawing 400 worlds like it",
        "Searle, Casella and McCulloch (1992), Variance Components, chapter 5; Fay and Herriot "
        "(1979), J Am Stat Assoc 74:269-277",
        f"{DOI}10.1080/01621459.1979.10482505",
        "layers.layer_shares",
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
    Method(
        "swemwbs",
        "The short wellbeing score",
        "Seven answers make a total from 7 to 35. Each total is turned into a score before any "
        "average is taken, because a step in the middle is not the same size as one at the ends. "
        "The questions are licensed and are not kept here.",
        "published table, 7 to 35",
        "Stewart-Brown and others (2009), Health Qual Life Outcomes 7:15. SWEMWBS © NHS Health "
        "Scotland, University of Warwick and University of Edinburgh, 2008",
        f"{DOI}10.1186/1477-7525-7-15",
        "swemwbs.metric",
    ),
)

METHODS = {method.name: method for method in _ALL}
