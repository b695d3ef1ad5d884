"""October and November: kickoff, teams, challenges."""

from collections.abc import Iterator
from itertools import islice

from huey.contrib.djhuey import HUEY

from scharnier import handovers
from scharnier.desk.demo import cast, selection, story
from scharnier.desk.demo.days import Days
from scharnier.desk.demo.story import Match
from scharnier.foundation.privacy import actions as privacy
from scharnier.foundation.programmes.models import ProgrammeRound
from scharnier.stages.applications.queries import owner_of
from scharnier.stages.calls.models import Call, Side
from scharnier.stages.challenges import actions as challenges
from scharnier.stages.challenges.models import Challenge
from scharnier.stages.events import actions as events
from scharnier.stages.matching import actions as matching
from scharnier.stages.matching import queries as formed
from scharnier.stages.matching.models import Matching, Participant, Proposal, Team, TeamMember

ABSENT_CREATIVES = ["k13", "k20", "k23", "k27", "k28", "k32", "k39", "k40"]
STAND_INS = ["o11", "o17", "o12"]


def hold_kickoff(call: Call, days: Days) -> Matching:
    """Registration, check-in, wishes of both sides."""
    round, lead, agent = call.round, cast.lead(), cast.agent()
    kickoff = selection.kickoff_of(round)
    with days.on(2026, 10, 28):
        board = handovers.open_matching(round, by=lead)
        for key in STAND_INS:
            stand_in = selection.by_email(call, key)
            matching.add_participant(board, application=stand_in, by=agent)
        for participant in _participants(board):
            owner = owner_of(participant.application)
            events.register(kickoff, person=owner, by=agent)
    with days.on(2026, 10, 29, 9):
        for registration in kickoff.registrations.select_related("person", "event"):
            if registration.person.email.partition("@")[0].lower() not in ABSENT_CREATIVES:
                events.check_in(registration, by=agent)
        matching.take_attendance(board, by=agent)
    with days.on(2026, 10, 29, 11):
        matching.open_wishes(board, by=agent)
        _wish(board)
        matching.close_wishes(board, by=agent)
    _ask_for_photos(call, days)
    return board


def _ask_for_photos(call: Call, days: Days) -> None:
    """On paper, at the entrance; one participant takes it back the next day."""
    agent, lead = cast.agent(), cast.lead()
    with days.on(2026, 10, 29, 9):
        privacy.publish_text(
            "photo",
            title=cast.text("Fotos vom Auftakt", "Photographs of the kickoff"),
            text=cast.text(
                "Fotos, auf denen ich zu erkennen bin, dürfen auf den Seiten der Verbände erscheinen.",
                "Photographs that show me may appear on the pages of the associations.",
            ),
            by=lead,
        )
        given = {
            key: privacy.give(
                owner_of(selection.by_email(call, key)), purpose="photo", channel="paper", by=agent
            )
            for match in story.MATCHES
            for key in (match.organisation, match.creative)
        }
    with days.on(2026, 10, 30):
        refusing = given[story.NO_PHOTOS]
        privacy.withdraw(refusing, by=refusing.person)


def _participants(board: Matching) -> list[Participant]:
    return list(
        board.participants.select_related("application__target_group", "application__call__round")
    )


def _wish(board: Matching) -> None:
    """As many wishes as the story counts: who belongs together there, the others over the room."""
    here = {selection.key_of(p.application): p for p in _participants(board) if p.is_present}
    for giver, about, value in islice(_votes(here), story.VOTES):
        matching.wish(giver, about=about, value=value, by=owner_of(giver.application))


def _votes(here: dict[str, Participant]) -> Iterator[tuple[Participant, Participant, int]]:
    for match in story.MATCHES:
        organisation, creative = here[match.organisation], here[match.creative]
        yield organisation, creative, 2
        yield creative, organisation, 2
    organisations = [p for p in here.values() if p.side == Side.ORGANISATION]
    creatives = [p for p in here.values() if p.side == Side.CREATIVE]
    for place, creative in enumerate(creatives):
        for turn in (3, 5, 8):
            organisation = organisations[(place * 7 + turn) % len(organisations)]
            if not _belong_together(organisation, creative):
                yield creative, organisation, (1, 2, 1, -2)[(place + turn) % 4]
    for place, organisation in enumerate(organisations):
        for turn in (1, 12, 19, 26):
            creative = creatives[(place * 5 + turn) % len(creatives)]
            if not _belong_together(organisation, creative):
                yield organisation, creative, (1, 2, -2, 1)[(place + turn) % 4]


def _belong_together(organisation: Participant, creative: Participant) -> bool:
    pair = (selection.key_of(organisation.application), selection.key_of(creative.application))
    return pair in {(match.organisation, match.creative) for match in story.MATCHES}


def form_teams(call: Call, board: Matching, days: Days) -> None:
    """The worker proposes; the agent takes it over, moves by hand what the story says, offers."""
    agent = cast.agent()
    with days.on(2026, 10, 29, 15):
        HUEY.immediate, before = True, HUEY.immediate
        matching.propose(board, by=agent)
        HUEY.immediate = before
        board.refresh_from_db()
        matching.adopt(Proposal.objects.get(matching=board), version=board.version, by=agent)
    with days.on(2026, 10, 29, 16, 40):
        for match in story.MATCHES:
            put_together(board, match)
        wanted = {match.organisation for match in story.MATCHES}
        teams = [
            team
            for team in formed.teams_of(call.round)
            if selection.key_of(team.organisation) in wanted
        ]
        for team in teams:
            matching.assign_agent(team, agent=agent, by=agent)
        _send_stand_ins_home(board, wanted)
        matching.offer_teams(teams, by=agent)
        selection.let_mails_go(cast.lead())
    with days.on(2026, 10, 31):
        for team in Team.objects.filter(round=call.round, state="offered"):
            for side in formed.sides_of(team):
                matching.confirm(team, side=side, by=owner_of(side))
                team.refresh_from_db()
        board.refresh_from_db()
        matching.close(board, by=agent)


def _send_stand_ins_home(board: Matching, wanted: set[str]) -> None:
    """All ten places are taken: what was proposed for the stand-ins comes to nothing."""
    for team in Team.objects.filter(matching=board, state="proposed").select_related(
        "organisation"
    ):
        if selection.key_of(team.organisation) not in wanted:
            matching.dissolve(team, reason="Alle zehn Plätze sind vergeben.", by=cast.agent())


def replace_who_fell_ill(call: Call, days: Days) -> None:
    """One creative cannot go on; a stand-in of the kickoff takes the place and says yes."""
    agent = cast.agent()
    leaves, joins = story.REPLACED
    joining = selection.by_email(call, joins)
    with days.on(2026, 11, 3):
        leaving = TeamMember.objects.select_related("team__round", "application").get(
            team__round=call.round, application=selection.by_email(call, leaves), state="confirmed"
        )
        matching.replace_member(
            leaving.team,
            leaving=leaving,
            joining=joining,
            reason="Längere Krankheit; alle wünschen gute Besserung.",
            by=agent,
        )
        selection.let_mails_go(cast.lead())
    with days.on(2026, 11, 5):
        matching.confirm(leaving.team, side=joining, by=owner_of(joining))
        selection.let_mails_go(cast.lead())


def put_together(board: Matching, match: Match) -> None:
    """Move the creative of the story into the team, if the proposal saw it differently."""
    agent = cast.agent()
    board.refresh_from_db()
    here = {selection.key_of(p.application): p for p in _participants(board)}
    target, creative = here[match.organisation], here[match.creative]
    facts = formed.facts_of(board)
    placed = facts.placed
    if creative.pk in placed.get(target.pk, ()):
        return
    reason = "Beim Kennenlernen gefunden; von der Begleitung so entschieden."
    for other in placed.get(target.pk, ()):
        matching.move(
            board,
            creative=facts.by_pk[other],
            source=target,
            target=None,
            version=board.version,
            by=agent,
        )
        board.refresh_from_db()
    source = next((facts.by_pk[o] for o, members in placed.items() if creative.pk in members), None)
    matching.move(
        board,
        creative=creative,
        source=source,
        target=target,
        version=board.version,
        reason=reason,
        by=agent,
    )


def ask_questions(round: ProgrammeRound, days: Days) -> None:
    """Each team writes its question; all sign; it is handed in."""
    lead = cast.lead()
    with days.on(2026, 11, 2):
        handovers.open_challenges(round, due_on=days.day(2026, 11, 12), by=lead)
        selection.let_mails_go(lead)
    with days.on(2026, 11, 9, 18):
        for challenge in Challenge.objects.filter(team__round=round).select_related("team"):
            match = match_of(challenge.team)
            write(challenge, match, question=match.question)
            sign_and_hand_in(challenge)
        selection.let_mails_go(lead)


def match_of(team: Team) -> Match:
    key = selection.key_of(team.organisation)
    return next(match for match in (*story.MATCHES, story.LATE) if match.organisation == key)


def write(challenge: Challenge, match: Match, *, question: str) -> None:
    writer = owner_of(formed.sides_of(challenge.team)[-1])
    draft = {
        "question": question,
        "approach": f"Wir bauen: {match.prototype}. Zuerst auf Papier, dann mit drei Leuten ausprobiert.",
        "digital": "Was heute auf Zetteln und in Köpfen steht, wird einmal erfasst und überall gesehen.",
        "first_step": "Einen Tag lang zusehen und aufschreiben, wo es klemmt. Bis Mitte Dezember.",
    }
    challenges.write(challenge, by=writer, **draft)


def sign_and_hand_in(challenge: Challenge) -> None:
    challenges.ask_for_signatures(challenge, by=cast.agent())
    for side in formed.sides_of(challenge.team):
        challenges.sign(challenge, by=owner_of(side))
    challenges.sign(challenge, by=cast.agent())
    challenge.refresh_from_db()
    challenges.hand_in(challenge, by=cast.agent())
