"""The way back to what was begun, and what was said before."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Pass
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.questions.models import Answer
from scharnier.stages.applications import actions
from scharnier.stages.applications.models import Application
from tests.personas import person

WAY_BACK = "Continue this application"


def begin(client: Client, group, email: str = "ada@example.org") -> Application:
    """As a browser does that has just solved the puzzle."""
    application = actions.begin_by_mail(group, email=email, language="en", by=None)
    open_here(client, application)
    return application


def open_here(client: Client, application: Application) -> None:
    owner = application.applicants.get(part="owner").person
    link = passes.issue("apply-here", application, to=owner, days=2)
    token = link.rstrip("/").rpartition("/")[2]
    session = client.session
    held = session.get(passes.SESSION_KEY, [])
    session[passes.SESSION_KEY] = [*held, Pass.objects.get(token_hash=passes.digest(token)).pk]
    session.save()


def pages(client: Client, group) -> list[str]:
    cache.clear()
    addresses = ("/", reverse("calls:page", args=[group.call.slug]))
    english = {"accept-language": "en"}
    return [client.get(address, headers=english).content.decode() for address in addresses]


def test_the_browser_that_began_an_application_is_shown_the_way_back(client, group):
    application = begin(client, group)

    for html in pages(client, group):
        assert WAY_BACK in html
        assert f'href="{application.get_absolute_url()}"' in html


def test_who_has_handed_in_is_led_there_before_a_second_one_begins(client, submitted, ada):
    group = submitted.target_group
    begin_page = reverse("applications:begin", args=[group.call.slug, group.side])
    assert submitted.number not in "".join(pages(client, group))

    client.force_login(ada)

    english = {"accept-language": "en"}
    for html in [*pages(client, group), client.get(begin_page, headers=english).text]:
        assert f"Open application {submitted.number}" in html
        assert f'href="{submitted.get_absolute_url()}"' in html


def test_a_second_one_of_the_same_call_says_so_and_offers_old_answers_once(client, submitted, ada):
    second = actions.start(submitted.target_group, person=ada, by=ada)
    client.force_login(ada)
    english = {"accept-language": "en"}
    address = reverse("applications:status", args=[second.pk])

    before = client.get(address, headers=english).text
    client.post(reverse("applications:take_over", args=[second.pk]))
    after = client.get(address, headers=english).text

    assert f"open number {submitted.number}</a> instead of handing in a second one" in before
    assert f'href="{submitted.get_absolute_url()}"' in before
    assert "Fill in what I said before" in before
    assert "Fill in what I said before" not in after


def test_nobody_else_is_shown_it(client, group):
    begin(Client(), group)

    for html in pages(client, group):
        assert WAY_BACK not in html


def test_who_is_signed_in_is_shown_it_in_any_browser(client, group, ada):
    actions.start(group, person=ada, by=ada)
    client.force_login(ada)

    for html in pages(client, group):
        assert WAY_BACK in html


def test_what_was_handed_in_or_came_too_late_is_no_way_back(client, group, complete, ada):
    actions.submit(complete, by=ada)
    client.force_login(ada)

    for html in pages(client, group):
        assert WAY_BACK not in html


def test_applying_again_in_the_same_round_offers_all_that_was_said(client, complete, ada):
    actions.withdraw(complete, by=ada)
    open_here(client, complete)
    again = begin(client, complete.target_group, email=ada.email)
    first = again.sheet.form.pages.order_by("position").first()
    page = reverse("applications:page", args=[again.pk, first.key])

    offered = client.get(page, headers={"accept-language": "en"}).content.decode()
    took = reverse("applications:take_over", args=[again.pk])
    client.post(took)
    twice = client.post(took, follow=True, headers={"accept-language": "en"}).content.decode()

    assert "There was nothing left to fill in" in twice
    assert "0 answers" not in twice
    assert "Fill in what I said before" in offered
    said = set(Answer.objects.filter(sheet=again.sheet).values_list("question__key", flat=True))
    before = set(
        Answer.objects.filter(sheet=complete.sheet)
        .exclude(question__type="consent")
        .values_list("question__key", flat=True)
    )
    assert "problem" in said
    assert said == before
    assert "Fill in what I said before" not in client.get(page).content.decode()


def test_an_address_alone_opens_nothing_that_was_said_before(client, complete, ada):
    actions.submit(complete, by=ada)
    again = begin(client, complete.target_group, email=ada.email)
    first = again.sheet.form.pages.order_by("position").first()

    shown = client.get(reverse("applications:page", args=[again.pk, first.key])).content.decode()
    taken = client.post(reverse("applications:take_over", args=[again.pk]))

    assert "applications/take" not in shown
    assert reverse("applications:take_over", args=[again.pk]) not in shown
    assert taken.status_code == 403
    assert again.sheet.answers.count() == 1


# The wording of a consent ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], "Wording of 14\u00a0September\u00a02026."),
        (
            ["We send one mail a month."],
            "We send one mail a month. Version 1 of 14\u00a0September\u00a02026.",
        ),
        (["Old.", "New."], "New. Version 2 of 14\u00a0September\u00a02026."),
    ],
)
def test_a_consent_says_which_version_of_the_text_is_agreed_to(client, draft, ada, texts, said):
    for text in texts:
        privacy.publish_text("newsletter", title="Newsletter", text=text, by=None)
    client.force_login(ada)
    english = {"headers": {"accept-language": "en"}}

    page = client.get(reverse("applications:page", args=[draft.pk, "consents"]), **english)
    check = client.get(reverse("applications:check", args=[draft.pk]), **english)

    assert page.context["form"]["newsletter"].help_text.endswith(said)
    assert said in page.content.decode()
    assert said in check.content.decode()


def test_sam_sees_nothing_of_it(client, group):
    actions.start(group, person=person("Ada"), by=None)
    client.force_login(person("Sam"))

    for html in pages(client, group):
        assert WAY_BACK not in html
