import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.prepared import Prepared, keep_related
from scharnier.foundation.programmes.models import Region
from tests.factories import ProgrammeFactory, RegionFactory
from tests.personas import person

pytestmark = pytest.mark.django_db

pass_of = Prepared(
    lambda owner, subject: (
        Pass.objects.filter(subject_id=subject, purpose="apply", person=owner)
        .select_related("person")
        .only("purpose", "person__name")
        .order_by("pk")
    )
)


def test_a_prepared_query_finds_what_the_queryset_finds_each_time_it_is_asked():
    ada, sam = person("Ada"), person("Sam")
    for owner in (ada, sam, ada):
        passes.issue("apply", sam, to=owner, days=1)
    passes.issue("jury", sam, to=ada, days=1)

    found = [pass_of(owner.pk, sam.pk) for owner in (ada, sam, ada)]

    of_ada = list(Pass.objects.filter(person=ada, purpose="apply").order_by("pk"))
    of_sam = list(Pass.objects.filter(person=sam))
    assert found == [of_ada, of_sam, of_ada]
    assert pass_of(sam.pk, ada.pk) == []


def test_it_brings_related_rows_along_and_reads_what_was_left_out_when_it_is_asked_for():
    ada = person("Ada")
    passes.issue("apply", ada, to=ada, days=1)

    with CaptureQueriesContext(connection) as asked:
        [held] = pass_of(ada.pk, ada.pk)
        assert held.person.name == "Ada"
    assert len(asked) == 1
    assert held.person.email == "ada@example.org"


def test_a_number_that_is_not_asked_for_is_a_mistake():
    everybody = Prepared(lambda pk: Person.objects.all())

    with pytest.raises(ValueError, match="does not ask for every number"):
        everybody(1)


def test_rows_that_were_read_already_are_not_read_again(django_assert_num_queries):
    programme = ProgrammeFactory()
    region = RegionFactory(programme=programme)
    keep_related(programme, "regions", list(Region.objects.all()))

    with django_assert_num_queries(0):
        assert list(programme.regions.all()) == [region]
