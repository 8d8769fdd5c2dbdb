"""Addresses of the read-only API; apps bring their own lists."""

from django.urls import include, path

from congress.api import Figures
from congress.api_activities import ActivityList
from congress.api_ballots import BallotList
from congress.api_documents import DocumentList, DocumentPage
from congress.api_meetings import MeetingList, MeetingOne
from congress.api_member_motions import MemberMotionList

urlpatterns = [
    path("figures/", Figures.as_view(), name="api-figures"),
    path("documents/", DocumentList.as_view(), name="api-documents"),
    path("documents/<int:pk>/", DocumentPage.as_view(), name="api-document"),
    path("activities/", ActivityList.as_view(), name="api-activities"),
    path("meetings/", MeetingList.as_view(), name="api-meetings"),
    path("meetings/<int:pk>/", MeetingOne.as_view(), name="api-meeting"),
    path("member-motions/", MemberMotionList.as_view(), name="api-member-motions"),
    path("ballots/", BallotList.as_view(), name="api-ballots"),
    path("", include("deputies.urls_api")),
    path("supervision/", include("supervision.urls_api")),
    path("personnel/", include("personnel.urls_api")),
    path("decisions/", include("decisions.urls_api")),
]
