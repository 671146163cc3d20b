"""Events and versions never change: the database itself refuses it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from redovisa_service.cases import triggers


class Migration(migrations.Migration):
    """Makes the triggers."""

    dependencies: ClassVar = [("cases", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(triggers.make, triggers.drop)]
