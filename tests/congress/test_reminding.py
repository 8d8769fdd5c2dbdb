"""The reminder scan: once per date, threshold and person, whatever happens to the scheduler."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import pytest
from celery.schedules import crontab
from django.utils import timezone

from congress import clock
from congress.celery import app
from congress.models import Deadline, Notice, Parameter, Reminder, ReminderRule, Running
from congress.queries.reminders import rules_of, thresholds_of
from congress.rules.followups import Clock
from congress.services import handling, reminding
from congress.services.base import command
from congress.services.reference_files import BadReference, reminder_rules
from tests.factories import TODAY, World
from tests.races.test_handling import together


def reply_entry(assignment) -> Deadline:
    return Running.objects.get(assignment=assignment, clock=Clock.REPLY).entry


def remind_on(day: dt.date) -> int:
    with clock.at(day):
        return reminding.remind()


def told(entry: Deadline) -> list[tuple[int, str]]:
    rows = Reminder.objects.filter(entry=entry).order_by("id")
    return [(row.threshold, row.recipient.name) for row in rows.select_related("recipient")]


@pytest.fixture
def signed(world: World):
    """Signed for by the roads bureau, and nothing but the answer awaited."""
    with clock.at(TODAY):
        assignment = world.signed()
        with command(None, "test"):
            Running.objects.exclude(clock=Clock.REPLY).delete()
    Notice.objects.all().delete()
    return assignment


def test_a_date_is_told_on_its_day_to_the_parts_of_its_threshold(world: World, signed) -> None:
    entry = reply_entry(signed)
    day = entry.due_on - dt.timedelta(days=5)
    assert remind_on(day - dt.timedelta(days=30)) == 0
    assert remind_on(day) == 2
    assert sorted(told(entry)) == [(5, "王志刚"), (5, "赵敏")]
    notice = Notice.objects.get(person=world.contact.person)
    assert notice.title == "法定答复期限：还有 5 天"
    assert "2026年6月10日" in notice.text
    assert "代表法" in notice.text
    assert "本县规定" not in notice.text
    assert {row.notice_id for row in Reminder.objects.all()} == set(Notice.objects.values_list("pk", flat=True))


def test_a_second_run_tells_nobody(signed) -> None:
    day = reply_entry(signed).due_on
    assert remind_on(day) == 2
    assert remind_on(day) == 0
    assert Notice.objects.count() == 2


def test_after_three_missed_nights_each_person_hears_once(signed) -> None:
    """1, 0 and -1 were all reached while the worker was down."""
    entry = reply_entry(signed)
    assert remind_on(entry.due_on + dt.timedelta(days=2)) == 4
    assert {threshold for threshold, _name in told(entry)} == {-1}
    people = [name for _threshold, name in told(entry)]
    assert sorted(people) == sorted(set(people)) == ["周楠", "李文清", "王志刚", "赵敏"]
    assert Notice.objects.filter(title__contains="逾期 2 天").count() == 4


def test_a_person_in_two_parts_hears_once(world: World, signed) -> None:
    world.contact.person.posts.create(department=world.roads, role="unit_leader", since=dt.date(2026, 1, 1))
    remind_on(reply_entry(signed).due_on)
    assert Notice.objects.filter(person=world.contact.person).count() == 1


def test_killed_between_ledger_and_notice_nothing_was_written_and_the_next_run_tells(signed) -> None:
    day = reply_entry(signed).due_on
    with mock.patch.object(reminding, "notify", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        remind_on(day)
    assert Reminder.objects.count() == 0
    assert remind_on(day) == 2
    assert Notice.objects.count() == 2


@pytest.mark.committed
def test_two_schedulers_at_once_tell_once(committed: str, signed) -> None:
    day = reply_entry(signed).due_on

    def run() -> int:
        return remind_on(day)

    outcome = together(run, run)
    assert (outcome.refusals, outcome.failures) == ([], [])
    assert sum(outcome.results) + remind_on(day) == 2
    assert Notice.objects.count() == Reminder.objects.count() == 2


def test_an_extended_date_begins_anew(world: World, signed) -> None:
    old = reply_entry(signed)
    remind_on(old.due_on - dt.timedelta(days=5))
    with clock.at(old.due_on - dt.timedelta(days=4)):
        handling.ask_extension(actor=world.contact, assignment=signed, reason="需跨部门协调")
        signed.refresh_from_db()
        handling.extend(actor=world.clerk, assignment=signed, reason="情况属实")
    new = Running.objects.get(assignment=signed).entry
    assert new.due_on > old.due_on
    assert remind_on(old.due_on) == 0
    assert remind_on(new.due_on - dt.timedelta(days=1)) == 2
    assert set(Reminder.objects.values_list("entry", flat=True)) == {old.pk, new.pk}


def test_what_is_answered_is_not_reminded_of(world: World) -> None:
    with clock.at(TODAY):
        reply = world.replied()
    entry = Deadline.objects.get(assignment=reply.assignment, clock=Clock.REPLY)
    remind_on(entry.due_on)
    assert told(entry) == []


def test_a_date_that_ends_between_scan_and_lock_is_not_told(signed) -> None:
    row = Running.objects.select_related("entry").get(assignment=signed)
    with command(None, "test"):
        Running.objects.filter(pk=row.pk).delete()
    with clock.at(row.due_on):
        assert reminding._tell(row, frozenset(), thresholds_of(signed.county)) == 0
    assert Reminder.objects.count() == 0


def test_nothing_goes_out_at_night_or_on_a_day_of_rest(signed) -> None:
    zone = timezone.get_current_timezone()
    working, resting = dt.date(2026, 6, 10), dt.date(2026, 6, 13)
    for moment in [
        dt.datetime.combine(working, dt.time(8, 20), tzinfo=zone),
        dt.datetime.combine(working, dt.time(17, 40), tzinfo=zone),
        dt.datetime.combine(resting, dt.time(10), tzinfo=zone),
    ]:
        with clock.at(moment):
            assert reminding.remind() == 0
    with clock.at(dt.datetime.combine(working, dt.time(17, 30), tzinfo=zone)):
        assert reminding.remind() == 2


def test_the_countys_hours_go_before_the_shared_ones(world: World, signed) -> None:
    Parameter.objects.create(key=reminding.HOURS, county=world.county, label="时间", value=["14:00", "15:00"])
    assert remind_on(dt.date(2026, 6, 10)) == 0


def test_the_scheduler_counts_in_local_time() -> None:
    """20:50 in the county is the last turn of a day; the next one is 06:00 there, not 06:00 elsewhere."""
    assert str(app.timezone) == "Asia/Shanghai"
    entry = app.conf.beat_schedule["remind"]
    assert entry["task"] == "congress.remind"
    last = dt.datetime(2026, 3, 10, 12, 50, tzinfo=dt.UTC)
    schedule = crontab(
        minute=entry["schedule"]._orig_minute, hour=entry["schedule"]._orig_hour, nowfun=lambda: last, app=app
    )
    start, wait, _now = schedule.remaining_delta(last)
    assert (start + wait).astimezone(dt.UTC) == dt.datetime(2026, 3, 10, 22, 0, tzinfo=dt.UTC)


def test_a_countys_threshold_goes_before_the_shared_one_and_may_switch_it_off(world: World) -> None:
    ReminderRule.objects.create(county=world.county, clock=Clock.REPLY, days=5, recipients=[])
    ReminderRule.objects.create(county=world.county, clock=Clock.REPLY, days=3, recipients=["contact"])
    days = {threshold.days for threshold in thresholds_of(world.county)[Clock.REPLY]}
    assert days == {30, 15, 3, 1, 0, -1, -7, -15}
    assert len([r for r in rules_of(world.county) if (r.clock, r.days) == (Clock.REPLY, 5)]) == 1


def test_the_scan_reads_in_chunks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congress.queries.reminders.CHUNK", 1)
    with clock.at(TODAY):
        for _again in range(3):
            world.signed()
    assert remind_on(Running.objects.filter(clock=Clock.REPLY).first().due_on) > 0
    assert Reminder.objects.filter(entry__clock=Clock.REPLY).values("entry").distinct().count() == 3


def test_every_shared_threshold_names_a_clock_and_parts() -> None:
    rows = reminder_rules()
    # a fixed date is an answer's, and reminds as one
    silent = {Clock.RETURN, Clock.EXTENSION, Clock.FIXED}
    assert {row["clock"] for row in rows} == {clock.value for clock in Clock} - silent
    for wrong in [
        [{"clock": "tea", "rules": [{"days": 1, "tell": ["contact"]}]}],
        [{"clock": "reply", "rules": [{"days": 1, "tell": ["everybody"]}]}],
        [{"clock": "reply", "rules": [{"days": 1, "tell": []}]}],
        [{"clock": "reply", "rules": [{"days": 1, "tell": ["contact"]}, {"days": 1, "tell": ["office"]}]}],
    ]:
        with pytest.raises(BadReference):
            reminder_rules(wrong)
