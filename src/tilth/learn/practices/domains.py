"""The parts of life and services a practice can need or touch, and whose partners hold each."""

DOMAINS = {
    "moving more": ("sport", "leisure"),
    "homes": ("housing",),
    "prevention": ("council", "primary care", "integrated care", "fire"),
    "long-term conditions": ("primary care", "community health", "hospital", "pharmacy"),
    "primary care": ("primary care", "pharmacy"),
    "hospital": ("hospital", "ambulance"),
    "mental health": ("mental health",),
    "social care": ("council", "care provider", "local care organisation"),
    "neighbourhoods": ("voluntary", "voluntary infrastructure", "social prescribing", "residents"),
    "women and families": ("voluntary", "council", "community health"),
    "children and young people": ("education", "council", "voluntary"),
    "growing older": ("voluntary", "council", "care provider"),
    "leisure": ("leisure", "sport"),
    "transport": ("transport",),
    "work and money": ("economy", "council"),
    "learning": ("education", "academia"),
    "safety": ("fire", "police"),
    "faith": ("faith",),
}
"""Each domain with the sectors whose partners hold it, as sectors.toml names them."""


def held(domains, sectors):
    """{domain: names of those who hold it, in order}; none: it is connected to nobody.

    domains: names, also words of a place's own, held by partners of a sector called the same.
    sectors: {partner's name: its sector}.
    """
    return {
        domain: sorted(
            name for name, sector in sectors.items() if sector in DOMAINS.get(domain, (domain,))
        )
        for domain in domains
    }
