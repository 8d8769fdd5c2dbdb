"""Addresses of the core; apps bring their own."""

from django.contrib import admin
from django.urls import include, path

from congress.views import desk, documents

urlpatterns = [
    path("", desk.today, name="today"),
    path("overview/print/", desk.overview_printed, name="overview-print"),
    path("overview/export.xlsx", desk.overview_exported, name="overview-export"),
    path("", include("congress.urls_office")),
    path("", include("congress.urls_documents")),
    path("", include("congress.urls_meetings")),
    path("activities/", include("congress.urls_activities")),
    path("suggestions/", include("deputies.urls")),
    path("motions/", include("deputies.urls_motions")),
    path("public/suggestions/", include("deputies.urls_public")),
    path("supervision/", include("supervision.urls")),
    path("public/supervision/", include("supervision.urls_public")),
    path("personnel/", include("personnel.urls")),
    path("decisions/", include("decisions.urls")),
    path("", include("congress.urls_handling")),
    path("ballots/", include("congress.urls_balloting")),
    path("member-motions/", include("congress.urls_member_motions")),
    path("", include("congress.urls_sessions")),
    path("files/<int:pk>/", documents.download, name="file"),
    path("api/", include("congress.urls_api")),
    path("admin/", admin.site.urls),
]

handler400 = "congress.views.errors.bad_request"
handler403 = "congress.views.errors.forbidden"
handler404 = "congress.views.errors.not_found"
handler500 = "congress.views.errors.server_error"
