"""Matching records: who in one file is who in another, and how sure we are."""

from tilth.see.linkage.linking import Linked, link

__all__ = ["Linked", "link"]
