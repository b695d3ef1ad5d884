from django.db import IntegrityError, transaction

from scharnier.foundation import clock
from scharnier.foundation.people.models import Person
from scharnier.foundation.states import Refused, move, rewrite
from scharnier.foundation.trail.actions import record
from scharnier.stages.jury.models import Award
from scharnier.stages.projects import mails, queries, words
from scharnier.stages.projects.actions.accompaniment import touch
from scharnier.stages.projects.models import AgreementSignature, Project, TeamAgreement
from scharnier.stages.projects.states import PROJECT_MOVES, ProjectState


@transaction.atomic
def begin(award: Award, *, title: str, by: Person | None) -> Project:
    """Begin the project of an awarded team: every partner is asked by mail to sign the agreement.

    Raises Refused if somebody else began it in the meantime.
    """
    try:
        with transaction.atomic():
            project = Project.objects.create(team=award.team, award=award, title=title)
    except IntegrityError as error:
        raise Refused(words.has_begun(title)) from error
    partners = queries.partners_of(project)
    names = [partner.name for partner in partners]
    TeamAgreement.objects.create(project=project, text=words.agreement_text(project, names))
    record("project.begun", project, by=by, amount_cents=award.amount_cents)
    for partner in partners:
        mails.ask_for_signature(project, partner)
    return project


@transaction.atomic
def change_agreement(
    agreement: TeamAgreement,
    *,
    seen: int,
    text: str,
    licence: str,
    levy_debtor: str,
    by: Person | None,
) -> None:
    """Change the agreement. Signatures under the words before no longer count.

    ``seen`` is the version that the writer read. Raises Refused if the project has begun
    to run, or somebody else changed the text.
    """
    project = agreement.project
    agreement.version = seen
    if project.state != ProjectState.AGREEING:
        raise Refused(words.agreement_is_closed(project))
    had_signatures = agreement.signatures.filter(agreement_version=agreement.version).exists()
    rewrite(agreement, text=text, licence=licence, levy_debtor=levy_debtor)
    record("project.agreement_changed", project, by=by, version=agreement.version)
    if had_signatures:
        for partner in queries.partners_of(project):
            mails.ask_for_signature(project, partner)


@transaction.atomic
def sign_agreement(agreement: TeamAgreement, *, version: int, by: Person) -> None:
    """Sign the ``version`` that was read. With the last signature the project runs.

    Raises Refused if the text was changed meanwhile; signing twice changes nothing.
    """
    project = agreement.project
    if project.state != ProjectState.AGREEING:
        raise Refused(words.agreement_is_closed(project))
    touch(project)
    agreement.refresh_from_db(fields=["version"])
    if agreement.version != version:
        raise Refused(words.agreement_was_changed(project))
    _, is_new = AgreementSignature.objects.get_or_create(
        agreement=agreement, person=by, agreement_version=version
    )
    if is_new:
        record("project.agreement_signed", project, by=by, version=version)
    if all(signing.given_at for signing in queries.signings_of(agreement)):
        move(
            project,
            ProjectState.RUNNING,
            moves=PROJECT_MOVES,
            started_at=clock.now(),
            last_sign_at=clock.now(),
        )
        record("project.started", project, by=None)
        for partner in queries.partners_of(project):
            mails.project_runs(project, partner)
