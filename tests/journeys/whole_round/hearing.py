"""November: each team's question, signatures, the jury day on phones, verdicts."""

import re

from playwright.sync_api import Page, expect

from scharnier.stages.applications.queries import owner_of
from scharnier.stages.challenges import actions as challenges
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.jury import actions as jury
from scharnier.stages.jury import queries as heard
from scharnier.stages.jury.models import Case, JuryDay, Seat
from scharnier.stages.matching.queries import sides_of
from tests.journeys.walking import Walk
from tests.journeys.whole_round.applying import ORGANISATION
from tests.journeys.whole_round.people import (
    AGENT,
    LEAD,
    key_of,
    let_mails_go,
    open_link,
    somebody,
    take_step,
    the_round,
)

JUROR = "jun@example.org"
WORDS = {
    "question": "How does an offer leave the workshop on the same day?",
    "approach": "A kit of drawings that are put together instead of made anew.",
    "digital": "What is in one head today stands in a library of parts.",
    "first_step": "Watch three offers being made, until mid-December.",
}


def challenge_of_mine() -> Challenge:
    found = Challenge.objects.filter(team__round=the_round()).select_related("team")
    return next(c for c in found if key_of(c.team.organisation) == ORGANISATION.partition("@")[0])


def write_and_sign_challenges(walk: Walk) -> None:
    """One team writes and signs on phones from the mails; the others are played."""
    with walk.browser(on="2026-11-02 09:00", person=LEAD) as page:
        take_step(page, "fragestellungen", day="2026-11-12")
        let_mails_go(walk)
    mine = challenge_of_mine()
    sides = sides_of(mine.team)
    writer = owner_of(sides[0]).email
    with walk.browser(on="2026-11-08 20:00", phone=True) as page:
        open_link(walk, page, writer)
        for name, text in WORDS.items():
            page.locator(f"[name={name}]").fill(text)
        page.get_by_role("button", name=re.compile("Save as a new version|neue Fassung")).click()
        page.get_by_role("button", name=re.compile("Ask everybody to sign|unterschreiben")).click()
        expect(
            page.get_by_role("button", name=re.compile("^(Sign version|Fassung)"))
        ).to_be_visible()
        let_mails_go(walk)
    for side in sides:
        with walk.browser(on="2026-11-09 07:30", phone=True) as page:
            open_link(walk, page, owner_of(side).email)
            sign = page.get_by_role("button", name=re.compile("^(Sign version|Fassung)"))
            sign.click()
            expect(sign).to_have_count(0)
    with walk.browser(on="2026-11-10 10:00", person=AGENT):
        for one in Challenge.objects.filter(team__round=the_round()).select_related("team"):
            play(one)
        let_mails_go(walk)
    assert set(Challenge.objects.values_list("state", flat=True)) == {"handed_in"}


def play(challenge: Challenge) -> None:
    agent = somebody(AGENT)
    if challenge.state == "draft":
        writer = owner_of(sides_of(challenge.team)[-1])
        challenges.write(challenge, by=writer, **WORDS)
        challenges.ask_for_signatures(challenge, by=agent)
        for side in sides_of(challenge.team):
            challenges.sign(challenge, by=owner_of(side))
    challenge.refresh_from_db()
    if challenge.state == "signing":
        challenges.sign(challenge, by=agent)
        challenge.refresh_from_db()
    challenges.hand_in(challenge, by=agent)


def hold_the_jury_day(walk: Walk) -> None:
    """One juror scores one team on the phone; the others and the verdicts are played."""
    lead = somebody(LEAD)
    with walk.browser(on="2026-11-16 09:00", person=LEAD) as page:
        take_step(page, "jury", day="2026-11-19")
    day = JuryDay.objects.get()
    with walk.browser(on="2026-11-19 13:00", person=LEAD) as page:
        jury.tell_jurors(day, by=lead)
        let_mails_go(walk)
        page.goto(f"/jury/{day.pk}/moderation/")
        page.get_by_role("button", name="Open the scoring").click()
        page.get_by_role("button", name=re.compile("^Call in ")).first.click()
        expect(page.get_by_role("button", name=re.compile("^Call in ")).first).to_be_visible()
    with walk.browser(on="2026-11-19 13:10", person=JUROR, phone=True) as page:
        score_on_the_phone(page, day)
    with walk.browser(on="2026-11-19 16:00", person=LEAD) as page:
        day.refresh_from_db()
        score_the_others(day)
        give_verdicts(page, day)
        let_mails_go(walk)


def score_on_the_phone(page: Page, day: JuryDay) -> None:
    page.goto(f"/jury/{day.pk}/platz/")
    page.get_by_role("button", name="I promise confidentiality").click()
    first = heard.cases_of(day)[0]
    page.goto(f"/jury/{day.pk}/platz/{first.pk}/")
    for criterion in page.locator("fieldset.score").all():
        criterion.get_by_role("radio").nth(3).check(force=True)
    expect(page.get_by_text("Everything is judged")).to_be_visible()
    page.get_by_role("button", name="Hand in points").click()
    expect(
        page.get_by_role("main").get_by_text(re.compile("Handed in|handed in")).first
    ).to_be_visible()


def score_the_others(day: JuryDay) -> None:
    seats = list(day.seats.select_related("person").order_by("pk"))
    for seat in seats:
        if seat.person.email != JUROR:
            jury.promise_confidentiality(seat, by=seat.person)
    criteria = [criterion.key for criterion in heard.criteria_of(day)]
    for place, case in enumerate(heard.cases_of(day)):
        jury.call(case, by=somebody(LEAD))
        for seat in seats:
            if place or seat.person.email != JUROR:
                score_case(case, seat, criteria)


def score_case(case: Case, seat: Seat, criteria: list[str]) -> None:
    jury.score(case, seat=seat, points=dict.fromkeys(criteria, 4), by=seat.person)
    jury.hand_in(case, seat=seat, by=seat.person)


def give_verdicts(page: Page, day: JuryDay) -> None:
    """All but the last are approved, the last with a condition; then released on the page."""
    lead = somebody(LEAD)
    day.refresh_from_db()
    jury.deliberate(day, by=lead)
    *approved, last = heard.cases_of(day)
    for case in approved:
        jury.give_verdict(case, outcome="approved", comment="A clear question.", by=lead)
    jury.give_verdict(
        last,
        outcome="conditions",
        comment="Good, but it touches health data.",
        conditions=[("Talk to the data protection officer.", day.held_on.replace(month=12))],
        by=lead,
    )
    page.goto(f"/jury/{day.pk}/freigabe/")
    page.get_by_role("button", name=re.compile(r"^Release \d+ verdicts")).click()
    expect(page.get_by_text(re.compile(r"released")).first).to_be_visible()
