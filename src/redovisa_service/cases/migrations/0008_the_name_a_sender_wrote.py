"""A colleague's name stands at the part that was sent to her: what one organisation wrote is no other's to see."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def move_names(apps: Any, schema_editor: Any) -> None:
    """Names that a sender wrote go to the parts; people who were never let in keep none."""
    never_let_in = apps.get_model("accounts", "Person").objects.filter(
        is_active=False,
        memberships__isnull=True,
        password__startswith="!",  # noqa: S106 - the sign of none
    )
    for person in never_let_in:
        sent = apps.get_model("cases", "Part").objects.filter(colleague=person)
        # Only the first sender wrote the name; to another organisation it was never told to be written.
        first = sent.order_by("pk").values_list("case__organisation", flat=True).first()
        if first is not None:
            sent.filter(case__organisation=first).update(name=person.name)
            person.name = ""
            person.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_language_of_letters"),
        ("cases", "0007_what_stood_beneath"),
    ]

    operations = [
        migrations.AddField(
            model_name="part",
            name="name",
            field=models.CharField(
                blank=True, default="", help_text="What the sender calls the colleague.", max_length=120
            ),
            preserve_default=False,
        ),
        migrations.RunPython(move_names, migrations.RunPython.noop),
    ]
