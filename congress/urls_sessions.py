"""Addresses of the congress in session."""

from django.urls import path

from congress.views import sessions

urlpatterns = [
    path("sessions/", sessions.list_, name="sessions"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/closing/", sessions.closing, name="session-closing"),
    path("sessions/<int:pk>/parts/", sessions.parts, name="session-parts"),
    path("sessions/parts/<int:pk>/remove/", sessions.remove_part, name="session-part-remove"),
    path("sessions/<int:pk>/registers.xlsx", sessions.registers_exported, name="session-registers-export"),
    path("sessions/<int:pk>/registers/print/", sessions.registers_printed, name="session-registers-print"),
    path("sessions/<int:pk>/register/<int:delegation>/", sessions.register, name="session-register"),
    path("sessions/<int:pk>/elections/new/", sessions.election_new, name="election-new"),
    path("elections/<int:pk>/", sessions.election, name="election"),
    path("elections/<int:pk>/nominate/", sessions.nominate, name="election-nominate"),
    path("elections/<int:pk>/ballot/", sessions.election_ballot, name="election-ballot"),
    path("candidates/<int:pk>/withdraw/", sessions.withdraw, name="candidate-withdraw"),
    path("candidates/<int:pk>/accept/", sessions.accept, name="candidate-accept"),
    path("oaths/due/", sessions.oaths, name="oaths-due"),
]
