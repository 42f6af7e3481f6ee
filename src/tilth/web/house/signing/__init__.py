"""Signing in: by the organisation's own account, by a code sent by email, with a second step."""
