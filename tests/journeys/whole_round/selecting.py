"""September and October: formal check, reviews, decisions, mails released."""

import re

from playwright.sync_api import Page, expect

from scharnier.foundation.outbox.models import Mail
from scharnier.stages.calls.models import Side
from scharnier.stages.reviews import actions as reviews
from scharnier.stages.reviews import queries as reviewed
from scharnier.stages.reviews.models import Review
from tests.journeys.walking import Walk
from tests.journeys.whole_round.applying import CREATIVE, ORGANISATION
from tests.journeys.whole_round.people import (
    AGENT,
    LEAD,
    key_of,
    let_mails_go,
    somebody,
    the_round,
)

ACCEPTED = {f"o{number:02d}" for number in range(1, 12)} | {ORGANISATION.partition("@")[0]}
INELIGIBLE = {"o14": "size", "o15": "started"}


def check_the_formalities(walk: Walk) -> None:
    """The agent passes one by hand; the late ones and the two that may not are played."""
    round = the_round()
    with walk.browser(on="2026-09-25 09:00", person=AGENT) as page:
        page.goto(f"/sichtung/{round.pk}/pruefung/")
        before = page.url
        page.get_by_role("button", name="Passes the check").click()
        page.wait_for_url(lambda url: url != before)
        agent = somebody(AGENT)
        done = set(reviewed.checked_applications(round, eligible=True).values_list("pk", flat=True))
        assert len(done) == 1
        for one in reviewed.visible_to(somebody(LEAD)).filter(call__round=round).order_by("pk"):
            if one.pk in done:
                continue
            reasons = (
                ["late"]
                if one.is_late
                else [INELIGIBLE[k] for k in [key_of(one)] if k in INELIGIBLE]
            )
            reviews.check(one, is_eligible=not reasons, reasons=reasons, by=agent)


def review_by_two(walk: Walk) -> None:
    """Two reviewers score one application each with the keyboard; the others are played."""
    round, lead = the_round(), somebody(LEAD)
    readers = [somebody("rey@example.org"), somebody("ria@example.org")]
    with walk.browser(on="2026-10-01 10:00", person=LEAD):
        eligible = reviewed.checked_applications(round, eligible=True).order_by("pk")
        pairs = [(one.pk, reader.pk) for one in eligible for reader in readers]
        reviews.assign_pairs(round, pairs=pairs, by=lead)
    for reader in readers:
        with walk.browser(on="2026-10-05 18:00", person=reader) as page:
            page.goto("/sichtung/meine/weiter/")
            page.get_by_role("button", name="I am free: begin the review").click()
            page.get_by_text("Every point is saved at once.").wait_for()
            criteria = page.locator("fieldset.score")
            for _criterion in range(criteria.count()):
                page.keyboard.press("4")
            expect(page.locator("fieldset.score input:checked")).to_have_count(criteria.count())
            expect(page.get_by_text(re.compile("Saved at"))).to_be_visible()
            page.get_by_role("button", name="Hand in review").click()
            expect(page.get_by_text(re.compile("Handed in: "))).to_be_visible()
    with walk.browser(on="2026-10-06 18:00", person=LEAD):
        score_the_others(round)


def score_the_others(round: object) -> None:
    keys = {
        side: [c.key for c in reviewed.criteria_of(reviewed.rubric_of(round, side))]
        for side in (Side.ORGANISATION, Side.CREATIVE)
    }
    waiting = Review.objects.filter(application__call__round=round, handed_in_at=None)
    for one in waiting.select_related("application__call__round__programme", "reviewer"):
        points = 4 if key_of(one.application) in ACCEPTED else 2
        criteria = keys[one.application.side]
        reviews.score(one, points=dict.fromkeys(criteria, points), by=one.reviewer)
        reviews.hand_in(one, by=one.reviewer)


def decide_and_write(walk: Walk) -> None:
    """Decisions are prepared one by one, released together; the mails are read and let go."""
    round, lead = the_round(), somebody(LEAD)
    with walk.browser(on="2026-10-12 10:00", person=LEAD) as page:
        for one in reviewed.checked_applications(round, eligible=True):
            takes_part = one.side == Side.CREATIVE or key_of(one) in ACCEPTED
            outcome = (
                {"outcome": "accepted"} if takes_part else {"outcome": "waitlisted", "rank": 1}
            )
            reviews.decide(one, **outcome, by=lead)
        page.goto(f"/sichtung/{round.pk}/freigabe/")
        page.get_by_role("button", name=re.compile(r"^Release \d+ decisions")).click()
        expect(page.get_by_text("decisions are released.")).to_be_visible()
        release_one_page_of_mails(page)
        let_mails_go(walk)
    assert not Mail.objects.held().exists()
    assert "Du bist dabei" in walk.mail_to(CREATIVE).subject


def release_one_page_of_mails(page: Page) -> None:
    """Read, chosen and let go in the outbox; the following pages are played."""
    held = Mail.objects.held().count()
    page.goto("/postausgang/?state=held")
    boxes = page.get_by_role("checkbox", name=re.compile("^Select (?!all)"))
    chosen = boxes.count()
    for box in boxes.all():
        box.check()
    page.get_by_role("button", name="Release", exact=True).first.click()
    page.get_by_role("button", name=re.compile(r"^Release \d+ mails")).click()
    page.wait_for_url("**/postausgang/")
    assert Mail.objects.held().count() == held - chosen
