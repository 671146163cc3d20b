"""The language that a person has chosen, and that of each letter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people_over_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="language",
            field=models.CharField(default="sv", max_length=8),
        ),
        migrations.AddField(
            model_name="person",
            name="language",
            field=models.CharField(blank=True, help_text="What she last chose; empty until she has.", max_length=8),
        ),
    ]
