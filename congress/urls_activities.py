"""Addresses of activities."""

from django.urls import path

from congress.views import activities

urlpatterns = [
    path("", activities.activities, name="activities"),
    path("export.xlsx", activities.exported, name="activities-export"),
    path("new/", activities.new, name="activity-new"),
    path("<int:pk>/", activities.activity, name="activity"),
    path("<int:pk>/print/", activities.printed, name="activity-print"),
    path("<int:pk>/edit/", activities.edit, name="activity-edit"),
    path("<int:pk>/record/", activities.record, name="activity-record"),
    path("<int:pk>/cancel/", activities.cancel, name="activity-cancel"),
]
