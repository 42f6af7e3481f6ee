"""What people call the sorts of organisation there are."""

from tilth.agree.partners.sectors import OTHER, sectors


def titles():
    """{sector: title} of every sector that is defined, but for what fits nowhere."""
    return {name: one.title for name, one in sectors().sector.items() if name != OTHER}


def title(name):
    """What people call a sector; its own word where none is defined."""
    known = sectors().sector
    return known[name].title if name in known else name.replace("_", " ").capitalize()
