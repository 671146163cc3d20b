"""The addresses of the municipality's pages."""

from __future__ import annotations

from django.urls import path

from redovisa_service.municipality import documents, filling, handing_in, start

urlpatterns = [
    path("", start.home, name="home"),
    path("rounds/<int:year>/start/", start.begin, name="begin"),
    path("cases/<int:number>/", start.case, name="case"),
    path("cases/<int:number>/documents/", documents.drop, name="drop"),
    path("cases/<int:number>/documents/<int:document>/", documents.download, name="document"),
    path("cases/<int:number>/documents/<int:document>/take-back/", documents.take_back, name="take_back"),
    path("cases/<int:number>/questions/", documents.questions, name="questions"),
    path("cases/<int:number>/questions/<int:question>/", documents.answer, name="answer"),
    path("cases/<int:number>/sections/<int:section>/", filling.section, name="section"),
    path("cases/<int:number>/sections/<int:section>/autosave/", filling.autosave, name="autosave"),
    path("cases/<int:number>/findings/", filling.findings, name="findings"),
    path("cases/<int:number>/findings/<str:code>/", filling.explain, name="explain"),
    path("cases/<int:number>/ask-for-signature/", handing_in.ask, name="ask_for_signature"),
    path("cases/<int:number>/sign/", handing_in.sign, name="sign"),
    path("cases/<int:number>/unlock/", handing_in.unlock, name="unlock"),
    path("cases/<int:number>/versions/", handing_in.versions, name="versions"),
    path("cases/<int:number>/versions/<int:version>/", handing_in.receipt, name="receipt"),
    path("cases/<int:number>/versions/<int:version>/json/", handing_in.as_json, name="version_json"),
]
