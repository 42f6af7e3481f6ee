"""Tests of tilth.agree.issues."""
