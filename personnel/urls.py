"""Addresses of personnel."""

from __future__ import annotations

from functools import partial

from django.urls import path

from personnel.queries.motions import route_of
from personnel.views import motions, oaths, offices, steps

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
    path("people/<int:pk>/", offices.file, name="office-holder"),
    path("reports/", offices.reports, name="duty-reports"),
    path("holdings/<int:pk>/report/", offices.report_new, name="duty-report-new"),
    path("holdings/<int:pk>/review/", offices.review_new, name="review-new"),
    path("holdings/<int:pk>/sanction/", offices.sanction_new, name="sanction-new"),
    path("reviews/<int:pk>/", offices.review, name="review"),
    path("reviews/<int:pk>/tell/", offices.review_tell, name="review-tell"),
    path("reviews/<int:pk>/rectify/", offices.review_rectify, name="review-rectify"),
    path("oaths/", oaths.oaths, name="oaths"),
    path("oaths/export.xlsx", oaths.exported, name="oaths-export"),
    path("oaths/<int:pk>/exempt/", oaths.exempt, name="oath-exempt"),
    path("oaths/ceremonies/new/", oaths.ceremony_new, name="ceremony-new"),
    path("oaths/ceremonies/<int:pk>/", oaths.ceremony, name="ceremony"),
    path("oaths/ceremonies/<int:pk>/record/", oaths.record, name="ceremony-record"),
    path("oaths/ceremonies/<int:pk>/leader/", oaths.leader, name="ceremony-leader"),
    path("oaths/ceremonies/<int:pk>/script/print/", oaths.script, name="ceremony-script"),
    path("oaths/ceremonies/<int:pk>/record/print/", oaths.record_printed, name="ceremony-record-print"),
]
