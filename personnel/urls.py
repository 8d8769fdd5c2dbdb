"""Addresses of personnel."""

from django.urls import path

from personnel.views import after, ceremonies, oaths, reviews

urlpatterns = [
    path("oaths/", oaths.oaths, name="oaths"),
    path("oaths/export.xlsx", oaths.exported, name="oaths-export"),
    path("oaths/<int:pk>/", oaths.oath, name="oath"),
    path("oaths/<int:pk>/approve/", oaths.approve, name="oath-approve"),
    path("oaths/<int:pk>/waive/", oaths.waive, name="oath-waive"),
    path("ceremonies/", ceremonies.ceremonies, name="ceremonies"),
    path("ceremonies/new/", ceremonies.new, name="ceremony-new"),
    path("ceremonies/<int:pk>/", ceremonies.ceremony, name="ceremony"),
    path("ceremonies/<int:pk>/change/", ceremonies.change, name="ceremony-change"),
    path("ceremonies/<int:pk>/hold/", ceremonies.hold, name="ceremony-hold"),
    path("ceremonies/<int:pk>/cancel/", ceremonies.cancel, name="ceremony-cancel"),
    path("ceremonies/<int:pk>/photos/", ceremonies.photos, name="ceremony-photos"),
    path("ceremonies/<int:pk>/script.pdf", ceremonies.script, name="ceremony-script"),
    path("ceremonies/<int:pk>/people.pdf", ceremonies.people, name="ceremony-people"),
    path("ceremonies/<int:pk>/record.pdf", ceremonies.record, name="ceremony-record"),
    path("ceremonies/<int:pk>/export.xlsx", ceremonies.exported, name="ceremony-export"),
    path("people/<int:pk>/", after.person, name="personnel-file"),
    path("people/<int:pk>/sanction/", after.sanction, name="sanction-new"),
    path("reports/", after.reports, name="duty-reports"),
    path("reports/export.xlsx", after.reports_exported, name="duty-reports-export"),
    path("reports/ask/", after.ask, name="duty-reports-ask"),
    path("reports/<int:pk>/", after.report, name="duty-report"),
    path("reports/<int:pk>/receive/", after.receive, name="duty-report-receive"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/new/", reviews.review_new, name="review-new"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/link/", reviews.review_link, name="review-link"),
    path("reviews/<int:pk>/tell/", reviews.review_tell, name="review-tell"),
    path("reviews/<int:pk>/rectify/", reviews.review_rectify, name="review-rectify"),
    path("reviews/<int:pk>/finish/", reviews.review_finish, name="review-finish"),
    path("reviews/<int:pk>/publish/", reviews.review_publish, name="review-publish"),
]
