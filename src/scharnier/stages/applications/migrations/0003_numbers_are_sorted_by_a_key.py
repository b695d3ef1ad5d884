from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_asks_questions_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="number_key",
            field=models.CharField(editable=False, max_length=24, null=True),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["call", "number_key"], name="applications_by_number"),
        ),
    ]
