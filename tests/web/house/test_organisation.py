"""Signing in with an organisation's own account (OIDC), against a made-up organisation."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.web.reader import Page
from tilth.ground.errors import DefinitionError

CLIENT = "tilth"


class Organisation:
    """What an identity provider answers: its addresses, its keys, and who somebody is."""

    def __init__(self, email):
        self.email, self.verified, self.nonce = email, True, None
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked = []
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                self.reply(outer.answer(urlsplit(self.path).path))

            def do_POST(self):
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.asked.append(parse_qs(form))
                self.reply(outer.answer(self.path))

            def reply(self, told):
                body = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path):
        if path.endswith("openid-configuration"):
            told = {n: f"{self.url}/{n}" for n in ("authorize", "token", "keys", "userinfo")}
            return {
                "issuer": self.url,
                "authorization_endpoint": told["authorize"],
                "token_endpoint": told["token"],
                "jwks_uri": told["keys"],
                "userinfo_endpoint": told["userinfo"],
            }
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            return {"access_token": "t", "token_type": "Bearer", "id_token": self.token()}
        return self.claims()

    def claims(self):
        return {"sub": "42", "email": self.email, "email_verified": self.verified}

    def token(self):
        now = int(time.time())
        told = self.claims() | {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        return jwt.encode(told, self.key, algorithm="RS256", headers={"kid": "one"})


@pytest.fixture
def organisation(settings, person_as, monkeypatch):
    from tilth.web import environment

    one = Organisation("ann@example.org")
    monkeypatch.setenv("TILTH_OIDC_SERVER", one.url)
    monkeypatch.setenv("TILTH_OIDC_NAME", "The Trust")
    monkeypatch.setenv("TILTH_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("TILTH_OIDC_SECRET", "not a secret")
    settings.SOCIALACCOUNT_PROVIDERS = environment.organisation()
    settings.OIDC_NAME = "The Trust"
    person_as("analyst", email="ann@example.org")
    yield one
    one.server.shutdown()
    one.server.server_close()


def go_through(client):
    """Press the button, and come back as the organisation would send them."""
    away = Page(client.post("/sign-in/with/organisation/login/")).goes_to
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
    back = {"code": "c", "state": asked["state"]}
    came = client.get(urlsplit(asked["redirect_uri"]).path, back, follow=True)
    return asked, Page(came)


def test_someone_let_in_here_signs_in_with_their_organisation(organisation, client):
    assert "Sign in with The Trust" in Page(client.get("/sign-in/"))
    asked, _ = go_through(client)
    assert asked["code_challenge_method"] == "S256"
    assert organisation.asked[0]["code_verifier"]
    assert "Sign out" in Page(client.get("/privacy/"))


def test_AC_someone_the_organisation_knows_but_nobody_let_in_stays_out(organisation, client):
    organisation.email = "stranger@example.org"
    _, page = go_through(client)
    assert "You are not let in yet" in page
    assert "Sign out" not in Page(client.get("/privacy/"))


def test_AC_an_address_the_organisation_has_not_checked_opens_nothing(organisation, client):
    organisation.verified = False
    go_through(client)
    assert "Sign out" not in Page(client.get("/privacy/"))


def test_AT_what_the_organisation_says_is_fetched_over_https_only(monkeypatch):
    from tilth.web import environment

    monkeypatch.setenv("TILTH_OIDC_SERVER", "http://login.example.org")
    with pytest.raises(DefinitionError, match="https only"):
        environment.organisation()


def test_AT_an_answer_nobody_asked_for_opens_nothing(organisation, client):
    Page(client.post("/sign-in/with/organisation/login/"))
    forged = {"code": "c", "state": "made-up"}
    client.get("/sign-in/with/organisation/login/callback/", forged, follow=True)
    assert "Sign out" not in Page(client.get("/privacy/"))


def test_AT_the_organisation_is_only_asked_by_a_form_of_ours(organisation, client):
    page = Page(client.get("/sign-in/with/organisation/login/"))
    assert not page.goes_to.startswith(organisation.url)
    assert "id_token" not in page.html


def test_stopping_half_way_is_said_kindly(organisation, client):
    away = Page(client.post("/sign-in/with/organisation/login/")).goes_to
    state = parse_qs(urlsplit(away).query)["state"][0]
    told = {"error": "access_denied", "state": state}
    page = Page(client.get("/sign-in/with/organisation/login/callback/", told, follow=True))
    assert "You stopped signing in" in page or "We could not sign you in" in page
