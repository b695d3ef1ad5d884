from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0002_when_a_member_left"),
    ]

    operations = [
        migrations.AddField(
            model_name="team",
            name="number_key",
            field=models.CharField(editable=False, max_length=24, null=True),
        ),
    ]
