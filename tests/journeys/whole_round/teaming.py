"""October: registration, check-in, wishes, a proposal of the worker, one move by hand, answers."""

import re

from playwright.sync_api import Page, expect

from scharnier.foundation.people.models import Person
from scharnier.stages.applications.queries import owner_of
from scharnier.stages.calls.models import Side
from scharnier.stages.events import actions as events
from scharnier.stages.events.models import Event
from scharnier.stages.matching import actions as matching
from scharnier.stages.matching import queries as formed
from scharnier.stages.matching.models import BoardMove, Matching, Participant, Team
from tests.journeys.walking import Walk
from tests.journeys.whole_round.applying import CREATIVE, ORGANISATION
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

TEN = 10


def register_and_check_in(walk: Walk) -> None:
    """One creative registers on the phone and is checked in by hand; the others are played."""
    with walk.browser(on="2026-10-14 10:00", person=LEAD) as page:
        take_step(page, "teambildung")
    kickoff, agent = Event.objects.get(kind="kickoff"), somebody(AGENT)
    with walk.browser(on="2026-10-20 19:00", person=CREATIVE, phone=True) as page:
        page.goto(f"/veranstaltungen/{kickoff.pk}/")
        page.get_by_role("button", name="Register for the event").click()
        expect(page.get_by_role("button", name="Cancel my registration")).to_be_visible()
        me = somebody(CREATIVE)
        for person in owners():
            if person != me:
                events.register(kickoff, person=person, by=agent)
    with walk.browser(on="2026-10-29 09:05", person=AGENT) as page:
        page.goto(f"/veranstaltungen/verwaltung/{kickoff.pk}/anwesenheit/")
        page.get_by_role("button", name="Check in Fanny Farbe").click()
        expect(page.get_by_role("button", name="Undo Fanny Farbe")).to_be_visible()
        for one in kickoff.registrations.select_related("person", "event"):
            if one.state != "attended":
                events.check_in(one, by=agent)
        matching.take_attendance(the_board(), by=agent)


def the_board() -> Matching:
    return Matching.objects.select_related("round__programme").get()


def participants() -> list[Participant]:
    found = the_board().participants.order_by("pk")
    return list(found.select_related("application__target_group", "application__call__round"))


def owners() -> list[Person]:
    return [owner_of(one.application) for one in participants()]


def wish(walk: Walk) -> None:
    """Two phones, one of each side; the other wishes are played."""
    board, agent = the_board(), somebody(AGENT)
    with walk.browser(on="2026-10-29 11:00", person=AGENT):
        matching.open_wishes(board, by=agent)
        let_mails_go(walk)
    for email in (ORGANISATION, CREATIVE):
        with walk.browser(on="2026-10-29 11:20", phone=True) as page:
            open_link(walk, page, email)
            answer = page.locator("form.wish-choices").first.get_by_role("button").first
            answer.tap()
            expect(
                page.locator("form.wish-choices").first.get_by_role("button").first
            ).to_have_attribute("aria-pressed", "true")
    with walk.browser(on="2026-10-29 11:40", person=AGENT):
        organisations = [one for one in participants() if one.side == Side.ORGANISATION]
        creatives = [one for one in participants() if one.side == Side.CREATIVE]
        for place, organisation in enumerate(organisations):
            creative = creatives[place]
            for giver, about in ((organisation, creative), (creative, organisation)):
                matching.wish(giver, about=about, value=2, by=owner_of(giver.application))
        matching.close_wishes(the_board(), by=agent)


def propose_and_move(walk: Walk) -> None:
    """The worker proposes, the agent takes it over and moves one person with the keyboard."""
    board = the_board()
    with walk.browser(on="2026-10-29 15:00", person=AGENT) as page:
        page.goto(board.get_absolute_url())
        page.get_by_role("button", name="Propose teams").click()
        page.get_by_role("link", name="Look at the whole proposal").click()
        page.get_by_role("button", name="Take over everything").click()
        page.wait_for_url(f"**{board.get_absolute_url()}")
        assert len(formed.teams_of(board.round)) >= TEN
        move_with_the_keyboard(page)


def move_with_the_keyboard(page: Page) -> None:
    """Out of the last team, and back into it: pick up, choose “Here”, Enter each time."""
    team = page.locator(".teams [data-zone]").last
    name = team.locator("[data-person]").first.get_attribute("data-name")
    pool = page.locator(".pool")
    before = BoardMove.objects.count()
    for source, target in ((team, pool), (pool, team)):
        source.locator(f"[data-name='{name}'] [data-pick]").focus()
        page.keyboard.press("Enter")
        target.locator("[data-here]").focus()
        page.keyboard.press("Enter")
        expect(target.locator(f"[data-name='{name}']")).to_be_visible()
        expect(source.locator(f"[data-name='{name}']")).to_have_count(0)
    assert BoardMove.objects.count() == before + 2


def offer_and_confirm(walk: Walk) -> None:
    """Offered on the page; one team says yes on two phones, the others are played."""
    board, round = the_board(), the_round()
    with walk.browser(on="2026-10-29 17:00", person=AGENT) as page:
        page.goto(board.get_absolute_url())
        page.get_by_role("link", name=re.compile(r"^Offer \d+ teams")).click()
        page.get_by_role("button", name="Offer to both sides").click()
        page.wait_for_url(f"**{board.get_absolute_url()}")
        let_mails_go(walk)
    mine = next(
        team for team in formed.teams_of(round) if key_of(team.organisation) == ORGANISATION[:4]
    )
    for side in formed.sides_of(mine):
        with walk.browser(on="2026-10-30 08:00", phone=True) as page:
            open_link(walk, page, owner_of(side).email)
            page.get_by_role("button", name=re.compile("Yes, we work together|Ja, wir")).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(
                re.compile("Thank you|Your team is complete|Danke|Team ist")
            )
    with walk.browser(on="2026-10-31 10:00", person=AGENT):
        for team in Team.objects.filter(round=round, state="offered"):
            for side in formed.sides_of(team):
                matching.confirm(team, side=side, by=owner_of(side))
                team.refresh_from_db()
        let_mails_go(walk)
    assert len(formed.confirmed_teams(round)) >= TEN
