"""What stood in a cell before a document gave its own is kept, to come back with it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_a_change_waits"),
    ]

    operations = [
        migrations.AddField(
            model_name="cell",
            name="beneath",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What stood here before documents gave theirs, the last one last: text, place and document.",
            ),
        ),
    ]
