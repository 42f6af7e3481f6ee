"""A program that asks in the open is told so, not sent on."""

import pytest

READ = ("/learn/sharing/federation.json", "/learn/feed.atom", "/agree/public/feed.atom")


@pytest.mark.django_db
def test_AT_a_program_that_asks_by_http_is_refused_and_a_person_is_sent_to_https(client, settings):
    """ASVS 4.1.2: or a token would go in the open at each call, and nobody would notice."""
    settings.SECURE_SSL_REDIRECT = True
    for at in ("/api/v1/place", "/api/v1/openapi.json", *READ):
        answer = client.get(at, HTTP_AUTHORIZATION="Bearer secret")
        assert answer.status_code == 403
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["title"] == "Ask by https"
        assert "secret" not in answer.content.decode()
        assert client.get(at, secure=True).status_code in (200, 302, 401)
    sent = client.get("/privacy/")
    assert (sent.status_code, sent.headers["Location"]) == (301, "https://testserver/privacy/")


@pytest.mark.django_db
def test_on_this_machine_alone_programs_ask_as_they_like(client):
    assert client.get("/api/v1/openapi.json").status_code == 200
