"""Addresses of members' motions at the standing committee."""

from django.urls import path

from congress.views import member_motions as views

urlpatterns = [
    path("", views.motions, name="member-motions"),
    path("new/", views.new, name="member-motion-new"),
    path("<int:pk>/", views.motion, name="member-motion"),
    path("<int:pk>/withdraw/", views.withdraw, name="member-motion-withdraw"),
    path("<int:pk>/decide/", views.decide, name="member-motion-decide"),
    path("<int:pk>/sheet/", views.sheet, name="member-motion-sheet"),
]
