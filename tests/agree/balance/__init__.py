"""Tests of tilth.agree.balance."""
