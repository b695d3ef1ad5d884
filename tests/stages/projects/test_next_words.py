"""What the project page says to somebody who has signed, and how they got there."""

from django.urls import reverse

from scharnier.desk.participant import journey_of, tasks_of


def words(page: str) -> str:
    return " ".join(page.split())


def test_who_has_signed_is_not_asked_again(stage, as_person):
    page = reverse("projects:detail", args=[stage.project.pk])
    before = words(as_person(stage.max).get(page).text)
    stage.sign(stage.max)

    mine = words(as_person(stage.max).get(page).text)
    theirs = words(as_person(stage.kim).get(page).text)

    assert "Read and sign the agreement" in before
    assert "Read and sign the agreement" not in mine
    assert "You have signed." in mine
    assert 'Turnery <span class="muted">(signed on' in mine
    assert 'Studio <span class="muted">(still missing)' in mine
    assert "Read and sign the agreement" in theirs
    assert "You have signed." not in theirs


def test_the_home_leads_to_the_agreement_that_waits(stage):
    def links():
        return [task.url for task in tasks_of(journey_of(stage.max))]

    assert reverse("projects:agreement", args=[stage.project.pk]) in links()

    stage.running()

    assert reverse("projects:agreement", args=[stage.project.pk]) not in links()
    assert stage.project.get_absolute_url() in links()
