"""The addresses of the pages about people."""

from __future__ import annotations

from django.urls import path

from redovisa_service.accounts import views

urlpatterns = [
    path("", views.people, name="people"),
    path("act-for/", views.act_for, name="act_for"),
    path("invite/", views.invite, name="invite"),
    path("delegate/", views.delegate, name="delegate"),
    path("<int:membership>/end/", views.end, name="end_membership"),
    path("accept/<str:secret>/", views.accept, name="accept"),
]
