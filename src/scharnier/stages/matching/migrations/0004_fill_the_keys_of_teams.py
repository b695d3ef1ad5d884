from django.db import migrations

BATCH = 500


def fill(apps, schema_editor):
    """As ``applications.queries.number_key_of`` does: the number filled up to eight."""
    Team = apps.get_model("matching", "Team")
    unkeyed = Team.objects.filter(number_key=None)
    for row in (rows := list(unkeyed.only("number"))):
        side, dash, count = row.number.rpartition("-")
        row.number_key = f"{side}{dash}{count.zfill(8)}"
    Team.objects.bulk_update(rows, ["number_key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0003_teams_are_sorted_by_a_key"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
