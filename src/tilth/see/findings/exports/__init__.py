"""A finding as a file, chosen by the ending of its name."""

from tilth.see.findings.exports.writing import ENDINGS, content, save

__all__ = ["ENDINGS", "content", "save"]
