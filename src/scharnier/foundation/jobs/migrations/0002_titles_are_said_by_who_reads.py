from django.db import migrations, models


class Migration(migrations.Migration):
    """A job's title follows from its kind. Backwards the column is there again, without words."""

    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="job", name="title", field=models.CharField(max_length=200, default="")
        ),
        migrations.RemoveField(model_name="job", name="title"),
    ]
