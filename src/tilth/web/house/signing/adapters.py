"""What we ask of allauth: nobody makes an account for themselves, by whatever door."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

from tilth.web.house.signing.tries import address_of


class Accounts(DefaultAccountAdapter):
    """Codes by email."""

    def is_open_for_signup(self, request):
        """People are let in by others, on /manage/people/ or with tilth users add."""
        return False

    def get_client_ip(self, request):
        return address_of(request)

    def add_message(self, request, *args, **kwargs):
        """Our own pages say what they have to say."""


class Organisations(DefaultSocialAccountAdapter):
    """Sign-in by the account of someone's own organisation (OIDC)."""

    def is_open_for_signup(self, request, sociallogin):
        """Only those already let in, known by the email address their organisation confirms."""
        return False


class SecondSteps(DefaultMFAAdapter):
    """The secrets of authenticator apps are kept locked with the site's key."""

    def encrypt(self, text):
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _lock().decrypt(encrypted_text.encode()).decode()


def _lock():
    key = salted_hmac("tilth.second-step", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
