"""What we ask of allauth: nobody makes an account for themselves, by whatever door."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

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
