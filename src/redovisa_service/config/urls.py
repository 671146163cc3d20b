"""Every address of the service, room by room."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("people/", include("redovisa_service.accounts.urls")),
    path("", include("redovisa_service.municipality.urls")),
]
handler404 = "redovisa_service.pages.refusals.not_found"
handler500 = "redovisa_service.pages.refusals.broken"
