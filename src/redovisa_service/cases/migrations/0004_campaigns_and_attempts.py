"""Extensions can be taken back; an attempt may be made by one who acts for nobody."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from redovisa_service.cases import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people_over_time"),
        ("cases", "0003_the_way_in_and_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="extension",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        # SQLite makes the table anew for a changed column, and a table made anew has no triggers.
        migrations.RunPython(triggers.drop, triggers.make),
        migrations.AlterField(
            model_name="event",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.RunPython(triggers.make, triggers.drop),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="an_extension_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="granted",
            constraint=models.CheckConstraint(
                condition=models.Q(("positions__gte", 0)), name="granted_positions_are_not_below_zero"
            ),
        ),
    ]
