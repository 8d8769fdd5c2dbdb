"""Addresses of motions."""

from django.urls import path

from deputies.views import motions

urlpatterns = [
    path("", motions.motions, name="motions"),
    path("export.xlsx", motions.exported, name="motions-export"),
    path("new/", motions.new, name="motion-new"),
    path("<int:pk>/", motions.motion, name="motion"),
    path("<int:pk>/write/", motions.write, name="motion-write"),
    path("<int:pk>/discard/", motions.discard, name="motion-discard"),
    path("<int:pk>/signers/", motions.signers, name="motion-signers"),
    path("<int:pk>/submit/", motions.submit, name="motion-submit"),
    path("<int:pk>/withdraw/", motions.withdraw, name="motion-withdraw"),
    path("<int:pk>/decide/", motions.decide, name="motion-decide"),
    path("<int:pk>/sheet/", motions.sheet, name="motion-sheet"),
]
