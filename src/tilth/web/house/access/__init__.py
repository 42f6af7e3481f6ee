"""Who may see what: one written table, one function that decides, one place that applies it."""

from tilth.web.house.access.routes import (
    ANYONE,
    SIGNED_IN,
    Route,
    check_every_route,
    declare,
    declared,
    route,
    undeclared,
)
from tilth.web.house.access.table import LEVELS, ROLES

__all__ = [
    "ANYONE", "LEVELS", "ROLES", "SIGNED_IN", "Route", "check_every_route", "declare", "declared",
    "route", "undeclared",
]  # fmt: skip
