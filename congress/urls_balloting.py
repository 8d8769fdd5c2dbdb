"""Addresses of votes."""

from django.urls import path

from congress.views import balloting

urlpatterns = [
    path("", balloting.ballots, name="ballots"),
    path("new/<int:pk>/", balloting.new, name="ballot-new"),
    path("<int:pk>/", balloting.ballot, name="ballot"),
    path("<int:pk>/edit/", balloting.edit, name="ballot-edit"),
    path("<int:pk>/open/", balloting.open_, name="ballot-open"),
    path("<int:pk>/enter/", balloting.enter, name="ballot-enter"),
    path("<int:pk>/check/", balloting.check, name="ballot-check"),
    path("<int:pk>/correct/", balloting.correct, name="ballot-correct"),
    path("<int:pk>/close/", balloting.close, name="ballot-close"),
    path("<int:pk>/cancel/", balloting.cancel, name="ballot-cancel"),
    path("<int:pk>/repeat/", balloting.repeat, name="ballot-repeat"),
    path("<int:pk>/compare/", balloting.compare, name="ballot-compare"),
    path("<int:pk>/sheet/", balloting.sheet, name="ballot-sheet"),
    path("<int:pk>/print/", balloting.printed, name="ballot-print"),
]
