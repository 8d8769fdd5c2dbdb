"""Addresses of supervision."""

from django.urls import path

from supervision.views import audits, normative, normative_year

urlpatterns = [
    path("normative/", normative.listed, name="normatives"),
    path("normative/export.xlsx", normative.exported, name="normatives-export"),
    path("normative/new/", normative.new, name="normative-new"),
    path("normative/<int:pk>/", normative.document, name="normative"),
    path("normative/<int:pk>/edit/", normative.edit, name="normative-edit"),
    path("normative/<int:pk>/requests/", normative.ask, name="normative-ask"),
    path("normative/<int:pk>/steps/<slug:event>/", normative.step, name="normative-step"),
    path("normative/reviews/<int:pk>/", normative.finding, name="normative-finding"),
    path("normative/requests/<int:pk>/", normative.answer, name="normative-request-answer"),
    path("normative/catalogue/", normative_year.listed, name="catalogues"),
    path("normative/catalogue/check/", normative_year.check, name="catalogue-check"),
    path("normative/catalogue/<int:pk>/", normative_year.catalogue, name="catalogue"),
    path("normative/report/<int:year>/", normative_year.yearly, name="normative-report"),
    path("normative/report/<int:year>/print/", normative_year.printed, name="normative-report-print"),
    path("normative/report/<int:year>/export.xlsx", normative_year.exported, name="normative-report-export"),
    path("audits/", audits.listed, name="audits"),
    path("audits/new/", audits.new, name="audit-new"),
    path("audits/<int:pk>/", audits.audit, name="audit"),
    path("audits/<int:pk>/print/", audits.printed, name="audit-print"),
    path("audits/<int:pk>/export.xlsx", audits.exported, name="audit-export"),
    path("audits/<int:pk>/problems/", audits.add, name="audit-add"),
    path("audits/<int:pk>/import/", audits.imported, name="audit-import"),
    path("audits/<int:pk>/hand-over/", audits.hand_over, name="audit-hand-over"),
    path("audits/<int:pk>/heard/", audits.heard, name="audit-heard"),
    path("audits/<int:pk>/published/", audits.published, name="audit-published"),
    path("audits/problems/<int:pk>/", audits.problem, name="audit-problem"),
    path("audits/followups/<int:pk>/", audits.of_followup, name="rectification-of-followup"),
]
