from django.db import migrations, models


class Migration(migrations.Migration):
    """Only the word for the setting changes."""

    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="programmeround",
            name="hours_default",
            field=models.PositiveSmallIntegerField(
                default=8, verbose_name="Hours a month that a team takes of a creative"
            ),
        ),
    ]
