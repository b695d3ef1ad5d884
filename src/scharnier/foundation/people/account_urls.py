"""The doors of allauth that we use: codes by mail, passkeys, authenticator apps. No passwords.

The names are allauth's own, without a prefix, for it looks them up itself.
"""

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("anmelden/", views.request_login_code, name="account_request_login_code"),
    path("code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("passkey/", views.login, name="account_login"),
    path("abmelden/", views.logout, name="account_logout"),
    path("gesperrt/", views.account_inactive, name="account_inactive"),
    path("bestaetigen/", views.reauthenticate, name="account_reauthenticate"),
    path("geschlossen/", views.signup, name="account_signup"),
    path("sicherheit/", include("allauth.mfa.urls")),
]
