from django.db import migrations

from scharnier.foundation.questions.shipped import names

BATCH = 500


def name(apps, schema_editor):
    """Forms that came from a shipped one are called as that is now."""
    for table, known in (("FormPage", names.PAGES), ("Question", names.QUESTIONS)):
        model = apps.get_model("questions", table)
        rows = list(model.objects.filter(form__key__in=known).select_related("form"))
        for row in rows:
            row.name = known[row.form.key].get(row.key, "")
        model.objects.bulk_update(rows, ["name"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("questions", "0004_names_for_the_team")]

    operations = [migrations.RunPython(name, migrations.RunPython.noop, elidable=True)]
