"""Addresses of meetings, the week's programme and calendars."""

from django.urls import path

from congress.views.meetings import agenda, lists, mine, page, papers, people, planning, programme

urlpatterns = [
    path("meetings/", lists.meetings, name="meetings"),
    path("meetings/export.xlsx", lists.exported, name="meetings-export"),
    path("meetings/year/", lists.year, name="meetings-year"),
    path("meetings/new/", planning.new, name="meeting-new"),
    path("meetings/mine/", mine.mine, name="my-meetings"),
    path("meetings/mine/subscribe/", mine.subscribe, name="calendar-subscribe"),
    path("meetings/mine/unsubscribe/", mine.unsubscribe, name="calendar-unsubscribe"),
    path("meetings/week/", programme.programme, name="programme"),
    path("meetings/week/print/", programme.printed, name="programme-print"),
    path("meetings/week/export.xlsx", programme.exported, name="programme-export"),
    path("meetings/week/<int:pk>/remove/", programme.remove, name="programme-remove"),
    path("meetings/<int:pk>/", page.meeting, name="meeting"),
    path("meetings/<int:pk>/meeting.ics", mine.download, name="meeting-ics"),
    path("meetings/<int:pk>/propose/", agenda.propose, name="meeting-propose"),
    path("meetings/<int:pk>/agenda/", agenda.arrange, name="meeting-agenda"),
    path("meetings/<int:pk>/agenda/combine/", agenda.combine, name="meeting-combine"),
    path("meetings/<int:pk>/agenda/adopt/", agenda.adopt, name="meeting-adopt"),
    path("meetings/<int:pk>/agenda/print/", page.agenda_printed, name="meeting-agenda-print"),
    path("meetings/<int:pk>/people/", people.invite, name="meeting-invite"),
    path("meetings/<int:pk>/notify/", people.notify, name="meeting-notify"),
    path("meetings/<int:pk>/move/", planning.move, name="meeting-move"),
    path("meetings/<int:pk>/cancel/", planning.cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/sign-in/", people.desk, name="meeting-sign-in"),
    path("meetings/<int:pk>/sign-in/print/", page.roll_printed, name="meeting-roll-print"),
    path("meetings/<int:pk>/open/", people.open_, name="meeting-open"),
    path("meetings/<int:pk>/close/", people.close, name="meeting-close"),
    path("meetings/<int:pk>/minutes/", papers.record, name="meeting-minutes"),
    path("meetings/<int:pk>/minutes/print/", page.minutes_printed, name="meeting-minutes-print"),
    path("meetings/items/<int:pk>/", agenda.revise, name="meeting-item"),
    path("meetings/items/<int:pk>/put-off/", agenda.put_off, name="meeting-put-off"),
    path("meetings/items/<int:pk>/withdraw/", agenda.withdraw, name="meeting-withdraw"),
    path("meetings/materials/<int:pk>/", papers.material, name="meeting-material"),
    path("meetings/answers/<int:pk>/", people.reply, name="meeting-answer"),
    path("calendar/<str:token>.ics", mine.feed, name="calendar-feed"),
]
