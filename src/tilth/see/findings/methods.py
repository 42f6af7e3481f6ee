"""How each figure was worked out, in one sentence, for the page and for every file."""

STATISTICS = {
    "proportion": "Share of people, with Wilson's 95% interval (Wilson 1927).",
    "rate": "Events for each so many people, with Byar's 95% interval, exact under 10 events "
    "(Breslow and Day 1987).",
    "standardised_rate": "Rate as it would be if every area had the ages of the European "
    "Standard Population 2013, with Dobson's 95% interval (Dobson and others 1991).",
    "ratio": "What was seen over what the whole place's rates would lead us to expect, with "
    "Byar's 95% interval (Breslow and Day 1987).",
    "mean": "Average, with Student's 95% interval.",
    "quantile": "Value that so many of people lie below, from a fixed histogram.",
    "life_expectancy": "Years a person born now would live at today's death rates (Chiang 1984, "
    "Silcocks 2001), with a 95% interval.",
    "healthy_life_expectancy": "Years in good health at today's rates (Sullivan 1971), with a "
    "95% interval.",
    "published": "As published, untouched.",
}
OUT_OF = "One published count out of another, both untouched; the share is worked out here."
COUNTS = "Worked out from counts after hiding and rounding, never from raw ones."
COMPARED = (
    "Higher and lower: the whole 95% interval lies on that side of {whole}'s figure; similar: it "
    "does not."
)


def method(indicator, whole=None):
    """How an indicator's figures are worked out and compared."""
    parts = [OUT_OF if indicator.out_of else STATISTICS[indicator.statistic]]
    if indicator.counted:
        parts.append(COUNTS)
    if whole:
        parts.append(COMPARED.format(whole=whole["name"]))
    return " ".join(parts)
