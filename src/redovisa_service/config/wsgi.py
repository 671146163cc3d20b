"""The door that a web server knocks on."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "redovisa_service.config.settings")
application = get_wsgi_application()


def _settle() -> None:
    """Reads all that never goes away, and has it left out when memory is looked through.

    The form, its editions and rules are a hundred thousand objects: looking through them took a tenth of a second in
    the middle of a page now and then.
    """
    from django.urls import get_resolver

    from redovisa.personligt_ombud.grant import GRANT

    _ = get_resolver().url_patterns, GRANT.form, GRANT.rules
    gc.collect()
    gc.freeze()


_settle()
