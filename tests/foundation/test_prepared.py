import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.test.utils import CaptureQueriesContext

from scharnier.foundation.people import passes
from scharnier.foundation.people.models import Pass, Person
from scharnier.foundation.prepared import (
    GIVEN,
    Prepared,
    PreparedInsert,
    PreparedUpdate,
    keep_related,
)
from scharnier.foundation.programmes.models import Region
from scharnier.foundation.questions.models import Answer, Sheet
from tests.factories import ProgrammeFactory, RegionFactory, SheetFactory
from tests.foundation.questions.building import opened, question
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


def test_a_value_that_is_not_asked_for_is_a_mistake():
    everybody = Prepared(lambda pk: Person.objects.all())

    with pytest.raises(ValueError, match="does not ask for every value"):
        everybody(1)


def test_rows_that_were_read_already_are_not_read_again(django_assert_num_queries):
    programme = ProgrammeFactory()
    region = RegionFactory(programme=programme)
    keep_related(programme, "regions", list(Region.objects.all()))

    with django_assert_num_queries(0):
        assert list(programme.regions.all()) == [region]


def test_what_is_looked_for_may_be_a_word():
    by_name = Prepared(lambda name: Person.objects.filter(name=name))
    ada, sam = person("Ada"), person("Sam")

    assert [by_name(name) for name in ("Ada", "Sam", "Kim")] == [[ada], [sam], []]


def test_what_an_outer_join_does_not_find_is_nothing():
    merged = Prepared(lambda pk: Person.objects.filter(pk=pk).select_related("merged_into"))
    ada, sam = person("Ada"), person("Sam")
    Person.objects.filter(pk=sam.pk).update(merged_into=ada)

    with CaptureQueriesContext(connection) as asked:
        found = [merged(pk)[0].merged_into for pk in (ada.pk, sam.pk)]

    assert found == [None, ada]
    assert len(asked) == 2


def test_what_is_computed_beside_the_rows_comes_with_them():
    ada, sam = person("Ada"), person("Sam")
    marked = Prepared(
        lambda *keys: (
            Person.objects.filter(pk__in=keys)
            .annotate(
                twice=F("pk") * 2,
                is_ada=Exists(Person.objects.filter(pk=OuterRef("pk"), name="Ada")),
                born=Subquery(Person.objects.filter(pk=OuterRef("pk")).values("created_at")[:1]),
            )
            .order_by("pk")
        )
    )

    found = [(one, one.twice, one.is_ada, one.born) for one in marked(ada.pk, sam.pk)]

    assert found == [
        (ada, ada.pk * 2, True, ada.created_at),
        (sam, sam.pk * 2, False, sam.created_at),
    ]
    assert [one.is_ada for one in marked(sam.pk)] == [False]


def test_what_is_selected_for_its_order_alone_cannot_be_prepared():
    merged = Prepared(
        lambda pk: Person.objects.filter(pk=pk).distinct().order_by("merged_into__name")
    )

    with pytest.raises(ValueError, match="what is annotated to them"):
        merged(1)


def test_a_prepared_insert_writes_what_save_writes_each_time():
    insert, written = PreparedInsert(Answer), {"value": {"a": ["ä", 1]}, "note": "etwa"}
    sheet = opened({"key": "what", "type": "short_text"})
    other = SheetFactory(form=sheet.form)
    what = question(sheet, "what")

    made = [insert(Answer(sheet=one, question=what, **written)) for one in (sheet, other)]

    saved = list(Answer.objects.order_by("pk"))
    assert [one.pk for one in saved] == [one.pk for one in made]
    assert [(a.sheet, a.value, a.raw, a.note, a.version, a.changed_by) for a in saved] == [
        (sheet, {"a": ["ä", 1]}, None, "etwa", 1, None),
        (other, {"a": ["ä", 1]}, None, "etwa", 1, None),
    ]
    assert [one.changed_at for one in saved] == [one.changed_at for one in made]


def test_a_prepared_insert_heeds_what_the_database_forbids():
    insert, sheet = PreparedInsert(Answer), opened({"key": "what", "type": "short_text"})
    what = question(sheet, "what")
    insert(Answer(sheet=sheet, question=what, value=1))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Answer(sheet=sheet, question=what, value=2))

    assert [one.value for one in Answer.objects.all()] == [1]


def test_a_prepared_update_changes_the_rows_that_it_looks_for_and_says_how_many():
    change = PreparedUpdate(
        Answer, "pk", "version", value=GIVEN, changed_by=GIVEN, version=F("version") + 1
    )
    sheet, ada = opened({"key": "what", "type": "short_text"}), person("Ada")
    what = question(sheet, "what")
    answer = Answer.objects.create(sheet=sheet, question=what, value=1)

    done = [
        change(answer.pk, 1, value=["b"], changed_by=ada.pk),
        change(answer.pk, 1, value="too late", changed_by=None),
        change(answer.pk, 2, value=None, changed_by=None),
    ]

    assert done == [1, 0, 1]
    answer.refresh_from_db()
    assert (answer.value, answer.version, answer.changed_by) == (None, 3, None)


def test_an_update_wants_exactly_what_it_was_prepared_for():
    change = PreparedUpdate(Sheet, "pk", version=GIVEN)

    with pytest.raises(ValueError, match="This write to Sheet"):
        change(1)
    with pytest.raises(ValueError, match="This write to Sheet"):
        change(1, 2, version=1)
