from django.utils.translation import gettext_lazy as _

from scharnier.foundation.people.models import Person
from scharnier.foundation.privacy.registry import Keep, register_erasure, register_export
from scharnier.stages.challenges import actions, queries
from scharnier.stages.challenges.models import ChallengeVersion, SignOff

_work = _("The team's common work, which the jury judged; stays with the proof of use.")

RULES = [Keep("challenges.ChallengeVersion.*", why=_work)]


def export(person: Person) -> list[dict]:
    """What the person wrote and signed."""
    written = ChallengeVersion.objects.filter(written_by=person).select_related("challenge__team")
    signed = SignOff.objects.filter(person=person).select_related("version__challenge__team")
    return [
        {
            "team": str(v.challenge),
            "version": v.number,
            "question": v.question,
            "written": v.written_at,
        }
        for v in written.order_by("pk")
    ] + [
        {"team": str(s.version.challenge), "version": s.version.number, "signed": s.signed_at}
        for s in signed.order_by("pk")
    ]


def erase(person: Person, *, by: Person | None) -> None:
    """The team waits no longer for their signature. Signed words stay the team's."""
    ChallengeVersion.objects.filter(written_by=person).update(written_by=None)
    for challenge in queries.waiting_for(person):
        actions.go_on_without(challenge, person, by=by)


register_export(_("Challenges"), export)
register_erasure(erase)
