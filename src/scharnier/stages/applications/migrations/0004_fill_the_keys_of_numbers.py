from django.db import migrations

BATCH = 500


def fill(apps, schema_editor):
    """As ``queries.number_key_of`` does: the digits filled up to eight."""
    Application = apps.get_model("applications", "Application")
    unkeyed = Application.objects.filter(number__isnull=False, number_key=None)
    for row in (rows := list(unkeyed.only("number"))):
        side, dash, count = row.number.rpartition("-")
        row.number_key = f"{side}{dash}{count.zfill(8)}"
    Application.objects.bulk_update(rows, ["number_key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_numbers_are_sorted_by_a_key"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
