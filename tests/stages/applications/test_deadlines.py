import pytest
from i18nfield.strings import LazyI18nString

from scharnier.foundation.outbox.models import Mail
from scharnier.stages.calls import actions as calls
from tests.factories import (
    ApplicantFactory,
    ApplicationFactory,
    PersonFactory,
    TargetGroupFactory,
    days,
)
from tests.personas import with_role

pytestmark = pytest.mark.django_db


def test_everybody_in_the_running_hears_of_a_new_deadline_and_why():
    group = TargetGroupFactory()
    olu = with_role("Olu", group.call.round.programme)
    draft = ApplicationFactory(target_group=group)
    handed_in = ApplicationFactory(target_group=group, submitted=True)
    gone = ApplicationFactory(target_group=group, withdrawn=True)
    for application in (draft, handed_in, gone):
        ApplicantFactory(application=application, person=PersonFactory(language="de"))
    reason = LazyI18nString({"de": "Sommerferien.", "en": "Summer holidays."})

    calls.extend(group.call, until=days(60), reason=reason, by=olu)

    mails = {
        mail.subject_id: mail
        for mail in Mail.objects.filter(template="applications/deadline_moved")
    }
    assert set(mails) == {draft.pk, handed_in.pk}
    assert {mail.state for mail in mails.values()} == {"held"}
    assert ["Sommerferien." in mail.text for mail in mails.values()] == [True, True]
