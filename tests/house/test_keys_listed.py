"""Every key is written down: docs/reference/keys.md beside the code (ASVS 11.1.2)."""

import re

from tests.conftest import ROOT

CODE = ROOT / "src" / "tilth"
USES_KEYS = re.compile(
    r"^\s*(import hmac\b|from cryptography)"
    r"|\b(salted_hmac|Signer|key_for|token_bytes|make_password)\("
    r"|\b(token_urlsafe|token_hex)\((32|64)\)",
    re.MULTILINE,
)


def written():
    """The modules and folders the page names."""
    page = (ROOT / "docs" / "reference" / "keys.md").read_text(encoding="utf-8")
    return set(re.findall(r"`((?:ground|store|see|agree|learn|web)/[\w/]*(?:\.py)?)`", page))


def test_AT_every_module_that_makes_or_uses_a_key_is_on_the_page_of_keys():
    found = {
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.py")
        if USES_KEYS.search(path.read_text(encoding="utf-8"))
    }
    assert {"ground/keys.py", "web/agree/emailed.py", "learn/federation/envelope.py"} <= found
    named = tuple(written())
    assert [path for path in sorted(found) if not path.startswith(named)] == []


def test_what_the_page_of_keys_names_is_there():
    assert [path for path in sorted(written()) if not (CODE / path).exists()] == []


def test_AT_every_purpose_a_key_of_the_people_is_made_for_is_on_the_page():
    page = (ROOT / "docs" / "reference" / "keys.md").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py"))
    purposes = set(re.findall(r"key_for\(.*?, \"(\w+)\"", code))
    assert purposes >= {"record", "person", "opt_out", "erasure"}
    assert [one for one in sorted(purposes) if f"`{one}`" not in page] == []
