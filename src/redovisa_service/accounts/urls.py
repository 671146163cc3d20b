"""The addresses of the pages about people."""

from __future__ import annotations

from django.urls import path

from redovisa_service.accounts import entering, views

urlpatterns = [
    path("", views.people, name="people"),
    path("act-for/", views.act_for, name="act_for"),
    path("invite/", views.invite, name="invite"),
    path("invitations/<int:invitation>/withdraw/", views.withdraw, name="withdraw_invitation"),
    path("delegate/", views.delegate, name="delegate"),
    path("<int:membership>/end/", views.end, name="end_membership"),
    path("providers/", views.engage, name="engage"),
    path("providers/<int:engagement>/end/", views.end_engagement, name="end_engagement"),
    path("accept/<str:secret>/", entering.accept, name="accept"),
]
