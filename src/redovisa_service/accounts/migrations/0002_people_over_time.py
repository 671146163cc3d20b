"""Providers and coverage over time, letters that wait their turn, and the table where attempts are counted."""

import django.db.models.deletion
import django.db.models.functions.text
from django.core.management import call_command
from django.db import migrations, models

import redovisa.reviewing.act


def make_the_counting_table(apps, editor):
    """The table of the cache, which Django makes by a command of its own; once there, it is left as it is."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        # The codes of city districts are longer than SCB's; SQLite never minded.
        migrations.AlterField(model_name="organisation", name="code", field=models.CharField(max_length=40)),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["provider__name", "valid_from"],
            },
        ),
        migrations.AlterModelOptions(
            name="coverage",
            options={"ordering": ["municipality", "from_year"]},
        ),
        migrations.AddField(
            model_name="invitation",
            name="letter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.letter",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="next_try_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="refused",
            field=models.CharField(blank=True, help_text="Why it never reaches its reader, if so.", max_length=300),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("refused", ""), ("sent_at", None)), fields=["next_try_at"], name="letters_that_wait"
            ),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_year__isnull", True), ("to_year__gte", models.F("from_year")), _connector="OR"),
                name="coverage_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.UniqueConstraint(
                fields=("organisation", "municipality", "from_year"), name="coverage_begins_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "ombud",
                            "reporter",
                            "signatory",
                            "registrator",
                            "county_officer",
                            "county_decision_maker",
                            "national_officer",
                            "administrator",
                        ],
                    )
                ),
                name="an_invitation_is_to_a_role_of_the_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                name="an_invitation_is_not_both_accepted_and_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at__isnull", True), ("refused", ""), _connector="OR"),
                name="a_letter_is_not_both_sent_and_refused",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "ombud",
                            "reporter",
                            "signatory",
                            "registrator",
                            "county_officer",
                            "county_decision_maker",
                            "national_officer",
                            "administrator",
                        ],
                    )
                ),
                name="a_membership_is_in_a_role_of_the_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("substitute_for__isnull", True),
                    models.Q(
                        ("role", redovisa.reviewing.act.Role["SIGNATORY"]),
                        ("valid_to__isnull", False),
                        models.Q(("substitute_for", models.F("person")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_substitute_signs_for_another_until_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["municipality", "district", "shared", "provider", "county_board", "national"])
                ),
                name="an_organisation_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), name="one_person_per_address"
            ),
        ),
        migrations.AddField(
            model_name="engagement",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="engaged", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="engagement",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="engagements", to="accounts.organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="engagement_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(("provider", models.F("organisation")), _negated=True),
                name="nobody_is_engaged_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.UniqueConstraint(
                fields=("provider", "organisation", "valid_from"), name="engagement_begins_once_a_day"
            ),
        ),
        migrations.RunPython(make_the_counting_table, migrations.RunPython.noop),
    ]
