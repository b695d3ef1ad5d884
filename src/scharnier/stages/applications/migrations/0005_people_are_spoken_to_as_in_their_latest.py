from django.db import migrations
from django.db.models import OuterRef, Subquery


def remember(apps, schema_editor):
    """As ``people.actions.speak_as`` does when an application is begun."""
    Applicant = apps.get_model("applications", "Applicant")
    Person = apps.get_model("people", "Person")
    latest = (
        Applicant.objects.filter(person=OuterRef("pk"))
        .order_by("-application")
        .values("application__target_group__address")[:1]
    )
    said = Person.objects.annotate(said=Subquery(latest)).filter(said="du")
    Person.objects.filter(pk__in=said.values("pk")).update(address_form="du")


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_fill_the_keys_of_numbers"),
        ("people", "0002_people_are_spoken_to_as_their_form_did"),
    ]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop, elidable=True)]
