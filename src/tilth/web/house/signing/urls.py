"""The addresses of signing in. Those written by allauth are declared here, with ours."""

from allauth.account import views as accounts
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as organisations
from django.urls import include, path
from django.views.generic import RedirectView

from tilth.web.house.access import ANYONE, SIGNED_IN, declare
from tilth.web.house.signing import demo, signed_in, views

to_sign_in = RedirectView.as_view(url="/sign-in/")

own = [
    path("sign-in/", views.sign_in, name="account_request_login_code"),
    path("sign-in/code/", views.code, name="account_confirm_login_code"),
    path("sign-in/second/", views.second_step, name="mfa_authenticate"),
    path("sign-in/as/<slug:role>/", demo.sign_in_as, name="sign-in-as"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("signed-in/", signed_in.signed_in, name="signed-in"),
    path("signed-in/others/end/", signed_in.end, {"which": signed_in.OTHERS}, name="end-others"),
    path("signed-in/<int:which>/end/", signed_in.end, name="end-session"),
]
theirs = declare(
    [
        # allauth asks for these names; nobody makes an account or a password here.
        path("sign-in/with/password/", to_sign_in, name="account_login"),
        path("sign-in/with/new/", to_sign_in, name="account_signup"),
        path("sign-in/with/confirm/", to_sign_in, name="account_email_verification_sent"),
        path("sign-in/with/forgotten/", to_sign_in, name="account_reset_password"),
        path("sign-in/with/social/", to_sign_in, name="socialaccount_signup"),
        path("sign-in/with/connections/", to_sign_in, name="socialaccount_connections"),
        path("sign-in/ended/", accounts.account_inactive, name="account_inactive"),
        path(
            "sign-in/stopped/",
            organisations.login_cancelled,
            name="socialaccount_login_cancelled",
        ),
        path("sign-in/failed/", organisations.login_error, name="socialaccount_login_error"),
        path("sign-in/", include("allauth.socialaccount.providers.openid_connect.urls")),
    ],
    level="D0",
    purpose="assure",
    roles=ANYONE,
)
second_steps = declare(
    [
        path("sign-in/again/", second.reauthenticate, name="mfa_reauthenticate"),
        path("sign-in/check/", accounts.reauthenticate, name="account_reauthenticate"),
        path("second-step/", second.index, name="mfa_index"),
        path("second-step/app/", totp.activate_totp, name="mfa_activate_totp"),
        path("second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
        path("second-step/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
        path(
            "second-step/codes/new/",
            recovery.generate_recovery_codes,
            name="mfa_generate_recovery_codes",
        ),
        path(
            "second-step/codes/file/",
            recovery.download_recovery_codes,
            name="mfa_download_recovery_codes",
        ),
    ],
    level="D0",
    purpose="assure",
    roles=SIGNED_IN,
)

urlpatterns = [*own, *theirs, *second_steps]
