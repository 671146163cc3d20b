"""Documents are kept before they are read; parts sent on, what was seen, differences, reasons and replies."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def those_before_were_read(apps, editor):
    """Documents of earlier releases were read when they were dropped."""
    apps.get_model("cases", "Document").objects.update(read_at=models.F("dropped_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_never_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.PositiveSmallIntegerField()),
                ("words", models.TextField(blank=True, help_text="What the sender asks for.")),
                ("due", models.DateField()),
                ("valid_to", models.DateField(help_text="The last day on which the link opens.")),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                (
                    "key",
                    models.CharField(help_text="Of the page it was sent from: sent twice, asked once.", max_length=40),
                ),
                ("sent_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("reply", models.TextField(blank=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["due", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Seen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("texts", models.JSONField()),
                ("explained", models.JSONField(help_text="The explanations by the rule's code.")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="reply",
            field=models.TextField(
                blank=True, help_text="What the municipality answers in words, handed in when signed."
            ),
        ),
        migrations.AddField(
            model_name="cell",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cells",
                to="cases.document",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="key",
            field=models.CharField(
                blank=True, help_text="Of the page it was sent from: sent twice, kept once.", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="read_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="reading_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="sizes",
            field=models.JSONField(
                default=list, help_text="Width and height in points of each page that can be painted."
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="taken",
            field=models.PositiveIntegerField(default=0, help_text="How many answers were taken from it."),
        ),
        migrations.AddField(
            model_name="document",
            name="why_not",
            field=models.TextField(blank=True, help_text="Why nothing was taken, and what to do."),
        ),
        migrations.AddField(
            model_name="explanation",
            name="reason",
            field=models.CharField(blank=True, help_text="The key of a reason in the expert's list.", max_length=40),
        ),
        migrations.AddField(
            model_name="question",
            name="is_difference",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(those_before_were_read, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="cell",
            name="place",
            field=models.CharField(blank=True, help_text="Where it came from, in words.", max_length=120),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="document",
            name="page",
            field=models.JSONField(
                default=list, help_text="The document's text in pieces, to be shown beside the questions."
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="record",
            field=models.JSONField(default=dict, help_text="The redovisning as it was read."),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("case", "key"),
                name="a_document_sent_twice_is_kept_once",
            ),
        ),
        migrations.AddField(
            model_name="part",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="cases.case"),
        ),
        migrations.AddField(
            model_name="part",
            name="colleague",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="part",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="seen",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="seen", to="cases.case"),
        ),
        migrations.AddField(
            model_name="seen",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="a_part_is_asked_once"),
        ),
    ]
