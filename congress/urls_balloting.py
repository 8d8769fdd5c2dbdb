"""Addresses of votes."""

from django.urls import path

from congress.views import ballot_steps, balloting

urlpatterns = [
    path("", balloting.ballots, name="ballots"),
    path("new/<int:pk>/", balloting.new, name="ballot-new"),
    path("<int:pk>/", balloting.ballot, name="ballot"),
    path("<int:pk>/edit/", balloting.edit, name="ballot-edit"),
    path("<int:pk>/open/", ballot_steps.open_, name="ballot-open"),
    path("<int:pk>/enter/", ballot_steps.enter, name="ballot-enter"),
    path("<int:pk>/check/", ballot_steps.check, name="ballot-check"),
    path("<int:pk>/correct/", ballot_steps.correct, name="ballot-correct"),
    path("<int:pk>/close/", ballot_steps.close, name="ballot-close"),
    path("<int:pk>/cancel/", ballot_steps.cancel, name="ballot-cancel"),
    path("<int:pk>/repeat/", ballot_steps.repeat, name="ballot-repeat"),
    path("<int:pk>/compare/", balloting.compare, name="ballot-compare"),
    path("<int:pk>/sheet/", balloting.sheet, name="ballot-sheet"),
    path("<int:pk>/print/", balloting.printed, name="ballot-print"),
]
