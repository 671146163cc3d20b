"""A change to what was received waits for its signature in a status of its own."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_language_of_letters"),
        ("cases", "0005_presence"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="a_case_is_in_a_status_of_the_table",
        ),
        migrations.AlterField(
            model_name="case",
            name="status",
            field=models.CharField(
                choices=[
                    ("not_started", "Inte påbörjad"),
                    ("draft", "Påbörjad"),
                    ("ready", "Väntar på underskrift"),
                    ("submitted", "Inlämnad"),
                    ("unlocked", "Upplåst för ändring"),
                    ("change_ready", "Ändring väntar på underskrift"),
                    ("under_review", "Granskas av länsstyrelsen"),
                    ("komplettering", "Komplettering begärd"),
                    ("reply_ready", "Komplettering väntar på underskrift"),
                    ("replied", "Komplettering lämnad"),
                    ("closed", "Färdig"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "not_started",
                            "draft",
                            "ready",
                            "submitted",
                            "unlocked",
                            "change_ready",
                            "under_review",
                            "komplettering",
                            "reply_ready",
                            "replied",
                            "closed",
                        ],
                    )
                ),
                name="a_case_is_in_a_status_of_the_table",
            ),
        ),
    ]
