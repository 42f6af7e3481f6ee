"""One page to sign in on, the code that comes by email, and the way out."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_login_failed
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tilth.web.house import errors
from tilth.web.house.access import ANYONE, route
from tilth.web.house.signing import demo, tries
from tilth.web.house.signing.returning import back_to

public = route(level="D0", purpose="assure", roles=ANYONE)


def failed(request):
    """Somebody was not let in: the record says so, without saying who."""
    user_login_failed.send(sender=__name__, credentials={}, request=request)


class Counted:
    """A form of which ten may be sent in fifteen minutes."""

    @method_decorator(never_cache)
    def post(self, request, *args, **kwargs):
        if tries.too_many(request, self.account(request)):
            failed(request)
            return errors.page(request, 429)
        return super().post(request, *args, **kwargs)

    def account(self, request):
        """Whose account is tried."""
        return getattr(getattr(self, "_process", None), "state", {}).get("email", "")

    def form_invalid(self, form):
        failed(self.request)
        return super().form_invalid(form)


class SignIn(Counted, RequestLoginCodeView):
    """Every way in, on one page. What it says of an unknown address is what it says of a known."""

    template_name = "house/sign_in.jinja"

    def dispatch(self, request, *args, **kwargs):
        """Asking again begins again: what was half done before is let go."""
        if request.user.is_authenticated:
            return redirect(back_to(request) or settings.LOGIN_REDIRECT_URL)
        if request.method == "POST":
            clear_login(request)
        return View.dispatch(self, request, *args, **kwargs)

    def account(self, request):
        return request.POST.get("login", "") or request.POST.get("email", "")

    def get_context_data(self, **told):
        told = super().get_context_data(**told)
        told["organisation"] = settings.OIDC_NAME
        told["buttons"] = demo.buttons() if demo.buttons_shown(self.request) else {}
        told["next"] = back_to(self.request)
        told["letters"] = settings.LETTERS_KEPT
        return told


class Code(Counted, ConfirmLoginCodeView):
    """The code from the email."""

    template_name = "house/sign_in_code.jinja"


class SecondStep(Counted, AuthenticateView):
    """The six digits of an authenticator app, or a recovery code."""

    template_name = "house/sign_in_second.jinja"

    def account(self, request):
        return self.stage.login.user.email


sign_in = public(SignIn.as_view())
code = public(Code.as_view())
second_step = public(SecondStep.as_view())


@public
@require_POST
def sign_out(request):
    """Leave; what the browser kept of the site goes too."""
    logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
