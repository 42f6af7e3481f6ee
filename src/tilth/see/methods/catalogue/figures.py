"""What each way of working out one figure is: a share, a rate, an average, years of life."""

from tilth.see.methods.catalogue.method import DOI, GUIDE, Method

FIGURES = (
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
)
