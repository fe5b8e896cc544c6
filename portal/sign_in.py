"""Settings of allauth: who may sign in how, how long, how often. docs/decisions/accounts.md says why."""

SITE_NAME = "Seniorenbüros NRW"

# --- ways in --------------------------------------------------------------------------------------------

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody can sign up; allauth derives the sign-in fields from it
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail because somebody else typed their address

# "1234-5678": digits are read aloud and typed without mistakes; spaces and the dash don't count.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
_QUARTER_OF_AN_HOUR = 15 * 60  # seconds: mail may take a while, and so may typing
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = _QUARTER_OF_AN_HOUR
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = _QUARTER_OF_AN_HOUR
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = _QUARTER_OF_AN_HOUR
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_TIMEOUT = 2 * _QUARTER_OF_AN_HOUR
ACCOUNT_REAUTHENTICATION_TIMEOUT = _QUARTER_OF_AN_HOUR

ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.CodeForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "confirm_password_reset_code": "accounts.forms.ResetCodeForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.FirstPasswordForm",
    "add_email": "accounts.forms.NewAddressForm",
    "confirm_email_verification_code": "accounts.forms.AddressCodeForm",
    "reauthenticate": "accounts.forms.ConfirmPasswordForm",
}

# --- second factor --------------------------------------------------------------------------------------

MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # thirty seconds early or late: clocks of telephones drift, and typing takes time
MFA_FORMS = {
    "authenticate": "accounts.forms.FactorCodeForm",
    "reauthenticate": "accounts.forms.ConfirmFactorForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "login_webauthn": "accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "accounts.forms.PasskeyFactorForm",
    "reauthenticate_webauthn": "accounts.forms.ConfirmPasskeyForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
}

# --- how often ------------------------------------------------------------------------------------------
# Times fit the sentence of templates/429.html: five minutes help against all but a flood of mails.

ACCOUNT_RATE_LIMITS = {
    "login": "60/5m/ip",  # an office shares one address
    "login_failed": "30/5m/ip,5/5m/key",
    "request_login_code": "20/5m/ip,5/5m/key,20/d/key",
    "reset_password": "20/5m/ip,5/5m/key,20/d/key",
    "reset_password_from_key": "30/5m/ip",
    "confirm_email": "1/10s/key,20/d/key",
    "manage_email": "10/5m/user",
    "change_password": "10/5m/user",
    "reauthenticate": "10/5m/user",
    "keep_form": "30/h/ip",  # accounts/rescue.py
}
MFA_RATE_LIMITS = {"webauthn_login": "30/5m/ip"}

# --- how long -------------------------------------------------------------------------------------------

ACCOUNT_SESSION_REMEMBER = None  # people tick it where they are alone at the device
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60  # seconds, for those who ticked it
