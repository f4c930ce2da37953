"""Who comes in and how: passwords, the second step, sessions, systems of labs."""

from typing import Any

from ggo_portal.settings.what_runs import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.demo_secrets.OutsideDemoRefused"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "accounts.machines.client_secret.HashOfRandom",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.signing_in.adapter.PortalAccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.signing_in.own_forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "none"
# A change in how somebody signs in is told, so that who did not make it hears of it.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Attempts are counted by the address of the visitor: the one that this many proxies
# of ours have passed on. Without proxies `X-Forwarded-For` is not read at all.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    # A system needs one token an hour.
    "token": "120/m/ip",
    # The key is a client, known or not, as tried from one address.
    "token_failed": "20/m/ip,5/5m/key",
    # The key is an account as tried from one address.
    "login_failed": "20/m/ip,5/5m/key",
    # An account as tried from everywhere together, by who never came in before.
    "login_failed_anywhere": "100/d/key",
    # An account as tried on a device on which it was signed in to before.
    "login_failed_known": "10/5m/key",
    "reset_password": "20/m/ip,3/d/key",
}
# Who finds somebody's session open gets no address of his own into the account.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
# Seconds that a session lasts at most, and that nothing need happen in it: for who
# works at Bureau GGO or in the admin, and for labs.
STAFF_SESSION_SECONDS = env.int("STAFF_SESSION_SECONDS", default=24 * 3600)
STAFF_REST_SECONDS = env.int("STAFF_REST_SECONDS", default=3600)
LAB_SESSION_SECONDS = env.int("LAB_SESSION_SECONDS", default=14 * 24 * 3600)
LAB_REST_SECONDS = env.int("LAB_REST_SECONDS", default=4 * 24 * 3600)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "accounts.demo_secrets.KeyOutsideDemoRefused"
MFA_FORMS = {
    "authenticate": "accounts.signing_in.own_forms.CodeForm",
    "reauthenticate": "accounts.signing_in.own_forms.CodeAgainForm",
}
MFA_TOTP_ISSUER = "GGO-portaal"
MFA_TOTP_TOLERANCE = 1  # half a minute to type, or a clock that is a little off
# Nobody registers here with an address of somebody else: accounts are given.
MFA_ALLOW_UNVERIFIED_EMAIL = True
OAUTH2_PROVIDER_APPLICATION_MODEL = "accounts.MachineClient"
OAUTH2_PROVIDER: dict[str, Any] = {
    "SCOPES": {
        "procedures:read": "Read the procedures in force",
        "applications:read": "Read drafts and applications",
        "applications:write": "Make and change drafts",
        "filings:write": "File applications",
        "cases:read": "Read cases",
        "events:read": "Read the event feed",
        "webhooks:manage": "Manage webhooks",
    },
    "SCOPES_BACKEND_CLASS": "accounts.machines.bearer.ClientScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # What RFC 9700 asks; the library makes these its defaults in its next version.
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_SCHEME": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
}
