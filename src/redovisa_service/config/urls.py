"""Every address of the service, room by room."""

from __future__ import annotations

from django.urls import include, path

from redovisa_service.accounts.access import for_everyone
from redovisa_service.pages.language import choose

urlpatterns = [
    path("account/", include("redovisa_service.accounts.sign_in_urls")),
    path("people/", include("redovisa_service.accounts.urls")),
    path("county/", include("redovisa_service.county.urls")),
    path("national/", include("redovisa_service.national.urls")),
    path("language/", for_everyone(choose), name="language"),
    path("", include("redovisa_service.municipality.urls")),
]
handler404 = "redovisa_service.pages.refusals.not_found"
handler429 = "redovisa_service.pages.refusals.too_many"
handler500 = "redovisa_service.pages.refusals.broken"
