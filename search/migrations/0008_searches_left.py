"""What a record was filed under before it changed: it tells which searches it has left. Not known of earlier changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0007_kinds_and_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="before",
            field=models.JSONField(
                default=dict,
                help_text="what it was filed under until then, as in Entry.values; empty where that has not changed",
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="after",
            field=models.JSONField(
                default=dict, help_text="what it was filed under from then on; empty where it was withdrawn"
            ),
        ),
    ]
