"""Addresses of the core; apps bring their own."""

from django.contrib import admin
from django.urls import include, path

from congress.views import desk, documents, handling

urlpatterns = [
    path("", desk.today, name="today"),
    path("", include("congress.urls_office")),
    path("suggestions/", include("deputies.urls")),
    path("handling/<int:pk>/hand-over/", handling.hand_over, name="hand-over"),
    path("handling/<int:pk>/close/", handling.close, name="close"),
    path("assignments/<int:pk>/sign-for/", handling.sign_for, name="sign-for"),
    path("assignments/<int:pk>/contact/", handling.contact, name="contact"),
    path("assignments/<int:pk>/reply/", handling.reply, name="reply"),
    path("assignments/<int:pk>/letter.pdf", documents.hand_over_letter, name="hand-over-letter"),
    path("replies/<int:pk>/evaluate/", handling.evaluate, name="evaluate"),
    path("files/<int:pk>/", documents.download, name="file"),
    path("api/", include("congress.urls_api")),
    path("admin/", admin.site.urls),
]

handler400 = "congress.views.errors.bad_request"
handler403 = "congress.views.errors.forbidden"
handler404 = "congress.views.errors.not_found"
handler500 = "congress.views.errors.server_error"
