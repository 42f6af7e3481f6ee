"""The record of who saw, took or changed what: only added to, each entry chained to the last."""

from tilth.web.house.audit.verifying import anchor_now, head, verify
from tilth.web.house.audit.writing import (
    NOBODY,
    record,
    record_denial,
    record_use,
)

__all__ = [
    "NOBODY",
    "anchor_now",
    "head",
    "record",
    "record_denial",
    "record_use",
    "verify",
]
