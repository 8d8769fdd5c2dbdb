"""Addresses of personnel."""

from __future__ import annotations

from functools import partial

from django.urls import path

from personnel.queries.motions import route_of
from personnel.views import after, ceremonies, motions, oaths, offices, reviews, steps

urlpatterns = [
    path("", motions.motions, name="appointments"),
    path("export.xlsx", motions.exported, name="appointments-export"),
    path("new/", motions.new, name="appointment-new"),
    path("<int:pk>/", motions.motion, name="appointment"),
    path("<int:pk>/write/", motions.write, name="appointment-write"),
    path("<int:pk>/lines/", motions.lines, name="appointment-lines"),
    path("<int:pk>/papers/", motions.papers, name="appointment-papers"),
    path("<int:pk>/hear/", steps.hear, name="appointment-hear"),
    path("<int:pk>/announce/", steps.announce, name="appointment-announce"),
    path("<int:pk>/list/print/", motions.printed, name="appointment-list-print"),
    path("<int:pk>/certificates.pdf", motions.certificates, name="appointment-certificates"),
    path("lines/<int:pk>/remove/", motions.remove_line, name="appointment-line-remove"),
    path("lines/<int:pk>/exam/", motions.exam, name="appointment-exam"),
    path("lines/<int:pk>/hearing/", motions.hearing, name="appointment-hearing"),
    *(
        path(f"<int:pk>/{event.value.replace('_', '-')}/", partial(steps.step, event=event), name=route_of(event))
        for event in steps.STEPS
    ),
    path("offices/", offices.offices, name="offices"),
    path("offices/export.xlsx", offices.offices_exported, name="offices-export"),
    path("offices/new/", offices.office_new, name="office-new"),
    path("offices/<int:pk>/rename/", offices.office_rename, name="office-rename"),
    path("offices/<int:pk>/hold/", offices.office_hold, name="office-hold"),
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
    path("rectifications/<int:pk>/", reviews.rectification, name="review-rectification"),
    path("reviews/<int:pk>/finish/", reviews.review_finish, name="review-finish"),
    path("reviews/<int:pk>/publish/", reviews.review_publish, name="review-publish"),
]
