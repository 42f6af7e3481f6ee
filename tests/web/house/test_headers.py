"""What goes with every answer, and what never does: nothing inline, nothing from outside."""

import re
from pathlib import Path

import pytest

from tilth.web.settings import WEB

STATIC = sorted(p for p in (WEB / "static").rglob("*") if p.is_file())
TEMPLATES = sorted(p for p in (WEB / "templates").rglob("*") if p.is_file())
MOST_BYTES = 250_000


def test_AT_every_answer_carries_a_strict_policy(visit):
    for address, who in (("/", None), ("/privacy/", "analyst"), ("/nothing/", "analyst")):
        headers = visit(address, who=who).response.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert headers["Cache-Control"] == "private, no-store"


def test_AT_forms_may_go_to_the_organisation_people_sign_in_with_and_nowhere_else(settings):
    from tilth.web.house.headers import policy

    assert "form-action 'self';" in policy()
    settings.OIDC_SERVER = "https://login.example.org/tenant"
    assert "form-action 'self' https://login.example.org;" in policy()


ALONE = ("pack_alone.jinja",)  # a file people keep: it carries its own style and policy


@pytest.mark.parametrize("path", STATIC, ids=lambda p: p.name)
def test_AT_no_static_file_asks_for_anything_outside(path):
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"(?:url\(|@import|src=|href=)[\"' ]*(?:https?:)?//", text)
    assert "@font-face" not in text
    assert not re.findall(r"\b(?:fetch|eval|XMLHttpRequest|WebSocket)\b", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_AT_no_template_has_inline_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=\"", text)
    assert "<style" not in text or path.name in ALONE
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|action)=\"(?:https?:)?//", text)


def test_the_files_of_a_page_leave_room_for_its_figures():
    """P: 250 KB a page in all, not even compressed; what every page loads is well under that."""
    every = [p for p in STATIC if p.suffix in (".css", ".js", ".svg")]
    assert sum(p.stat().st_size for p in every) < MOST_BYTES


def test_the_licence_lies_beside_the_front_end():
    text = (WEB / "static" / "nhsuk" / "LICENCE.txt").read_text(encoding="utf-8")
    assert text.startswith("MIT License")
    assert "NHS.UK" in text


def test_AT_no_logo_or_font_that_is_not_ours():
    everything = "".join(p.read_text(encoding="utf-8") for p in STATIC)
    assert "Frutiger" not in everything
    assert "nhsuk-header__logo" not in everything
    assert not [p for p in STATIC if Path(p).suffix in (".woff", ".woff2", ".png", ".ico")]
