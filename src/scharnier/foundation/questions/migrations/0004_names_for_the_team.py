from django.db import migrations
from i18nfield.fields import I18nCharField

NAME = {"blank": True, "default": "", "max_length": 120, "verbose_name": "Name for the team"}


class Migration(migrations.Migration):
    dependencies = [("questions", "0003_asks_for_addresses_and_orders")]

    operations = [
        migrations.AddField("formpage", "name", I18nCharField(**NAME), preserve_default=False),
        migrations.AddField("question", "name", I18nCharField(**NAME), preserve_default=False),
    ]
