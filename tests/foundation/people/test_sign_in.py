import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from scharnier.foundation.outbox.models import Mail
from scharnier.foundation.outbox.states import MailState
from scharnier.foundation.people.borrowed import SENTENCES
from scharnier.foundation.people.models import Person
from tests.personas import person

pytestmark = pytest.mark.django_db


def ask_for_a_code(client, email: str):
    return client.post(reverse("account_request_login_code"), {"email": email})


def test_a_code_waits_in_the_outbox_in_the_language_of_the_person(as_person):
    ada = person("Ada")
    client = as_person()

    response = ask_for_a_code(client, "ADA@example.org")

    assert response.status_code == 302
    assert response.url == reverse("account_confirm_login_code")
    [mail] = Mail.objects.all()
    assert (mail.to_person, mail.urgent, mail.state) == (ada, True, MailState.WAITING)
    assert mail.template == "people/login_code"
    assert "Code" in mail.subject
    assert mail.text.startswith("Guten Tag Ada,")


def test_the_code_signs_in(as_person):
    person("Ada")
    client = as_person()
    ask_for_a_code(client, "ada@example.org")
    mail = Mail.objects.get()
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.text, re.MULTILINE).group()
    assert code not in mail.subject  # the outbox shows subjects to leads

    response = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person("Ada").pk)


def test_a_wrong_code_does_not_sign_in(as_person):
    person("Ada")
    client = as_person()
    ask_for_a_code(client, "ada@example.org")

    response = client.post(reverse("account_confirm_login_code"), {"code": "000-000"})

    assert response.status_code == 200
    assert "This code is not right." in response.text
    assert "_auth_user_id" not in client.session


def test_too_many_attempts_are_told_in_our_words(as_person, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/key"}
    answers = [ask_for_a_code(as_person(), "ada@example.org") for _attempt in range(3)]

    assert "Too many attempts at once. Try again in a few minutes." in answers[-1].text
    assert answers[0].status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_a_mail_that_explains(as_person):
    person("Ada")
    known, unknown = as_person(), as_person()

    answers = [ask_for_a_code(known, "ada@example.org"), ask_for_a_code(unknown, "sam@example.org")]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, reverse("account_confirm_login_code"))
    ] * 2
    mail = Mail.objects.get(to_address="sam@example.org")
    assert (mail.template, mail.to_person, mail.language) == ("people/unknown_address", None, "en")
    assert Person.objects.filter(email="sam@example.org").count() == 0


def test_nobody_signs_up(as_person):
    response = as_person().post(reverse("account_signup"), {"email": "sam@example.org"})

    assert response.status_code == 200
    assert Person.objects.count() == 0


def test_an_inactive_person_cannot_sign_in(as_person):
    ada = person("Ada")
    Person.objects.update(is_active=False)
    client = as_person()
    client.force_login(ada)

    response = client.get(reverse("privacy:my_data"))

    assert response.status_code == 302


@pytest.mark.parametrize("name", ["account_request_login_code", "account_login", "account_signup"])
def test_the_doors_look_like_ours(as_person, name):
    html = as_person().get(reverse(name)).content.decode()

    assert '<main id="content"' in html
    assert "<h1>" in html
    assert 'type="password"' not in html


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_logout"]
)
def test_keys_and_devices_look_like_ours(as_person, name):
    client = as_person()
    ask_for_a_code(client, person("Ada").email)
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", Mail.objects.get().text).group()
    client.post(reverse("account_confirm_login_code"), {"code": code})

    html = client.get(reverse(name), follow=True).content.decode()

    assert '<main id="content"' in html
    assert "<h1>" in html


def test_a_change_of_the_account_is_told_by_mail(as_person, rf):
    from scharnier.foundation.people.sign_in import AccountAdapter

    ada = person("Ada")
    from allauth.core import context

    request = rf.get("/")
    request.user = ada
    with context.request_context(request):
        AccountAdapter(request).send_notification_mail("mfa/email/webauthn_added", ada)

    [mail] = Mail.objects.all()
    assert (mail.template, mail.to_person, mail.urgent) == ("people/account_notice", ada, True)


def test_signing_in_safely_speaks_german_as_we_do(as_person):
    page = as_person(person("Olu")).get(reverse("mfa_index"), headers={"accept-language": "de"})

    assert "Beim Anmelden wird nicht nach dem Code aus einer App gefragt." in page.content.decode()
    with translation.override("de"):
        for sentence in SENTENCES:
            assert gettext(sentence) != sentence
            assert not re.search("uthenti|enerier", gettext(sentence))


def test_signing_in_safely_speaks_english_as_we_do(as_person):
    page = as_person(person("Olu")).get(reverse("mfa_index"))

    assert "When you sign in, you are not asked for the code of an app." in page.content.decode()
    with translation.override("en"):
        assert not [s for s in SENTENCES if re.search("uthenti|enerat", gettext(s))]
