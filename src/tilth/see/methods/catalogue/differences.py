"""What each way of telling areas and groups apart is, and how much of it may be chance."""

from tilth.see.methods.catalogue.method import DOI, GUIDE, Method

DIFFERENCES = (
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
)
