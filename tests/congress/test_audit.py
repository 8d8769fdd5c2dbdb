"""The audit ledger: nothing changes without its entry, and nobody changes an entry."""

from __future__ import annotations

import time

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from congress import clock
from congress.database import as_owner
from congress.models import Change, Deadline, FollowUp, Seal, Series, User
from congress.services import audit
from congress.services.base import command
from deputies.models import Category, Suggestion
from tests.conftest import owner_cursor
from tests.factories import World


def seal_all() -> int:
    """Seal until nothing is left; returns how many changes.

    A seal ends before the oldest transaction that is still open anywhere in the cluster (another test
    worker's, an automatic ANALYZE): what is newer waits for the next one.
    """
    last = Change.objects.latest("pk").xid
    sealed, patience = 0, time.monotonic() + 300
    while not Seal.objects.filter(to_xid__gt=last).exists():
        assert time.monotonic() < patience, "a transaction stays open in this cluster"
        sealed += audit.seal()
    return sealed


def last_of(table: str) -> Change:
    return Change.objects.filter(table=table).order_by("-id").first()


def test_a_command_leaves_actor_command_and_changed_fields(world: World) -> None:
    suggestion = world.submitted()
    entry = last_of("deputies_suggestion")
    assert (entry.op, entry.command, entry.actor_id) == ("update", "submit", world.lead.pk)
    assert entry.actor == "罗秀英"
    assert entry.old["state"] == "draft"
    assert entry.new["state"] == "submitted"
    assert "body" not in entry.new
    assert entry.row == str(suggestion.pk)


def test_raw_sql_leaves_its_entry(world: World) -> None:
    draft = world.draft()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE deputies_suggestion SET title = '改过的标题' WHERE id = %s", [draft.pk])
    entry = last_of("deputies_suggestion")
    assert entry.new == {"title": "改过的标题"}
    assert (entry.actor_id, entry.command) == (None, "")
    assert entry.database_role


def test_a_bulk_update_leaves_an_entry_per_row(world: World) -> None:
    rows = [world.draft().pk, world.draft().pk]
    before = Change.objects.count()
    Suggestion.objects.filter(pk__in=rows).update(confidential=True)
    entries = list(Change.objects.order_by("id")[before:].values_list("row", "new"))
    # in which order the database meets the rows is its own affair
    assert sorted(entries, key=str) == [(str(pk), {"confidential": True}) for pk in sorted(rows, key=str)]


def test_an_update_that_changes_nothing_leaves_no_entry(world: World) -> None:
    draft = world.draft()
    before = Change.objects.count()
    Suggestion.objects.filter(pk=draft.pk).update(confidential=False)
    assert Change.objects.count() == before


def test_an_admin_edit_leaves_actor_and_command(world: World, client_of) -> None:
    category = Category.objects.order_by("pk").first()
    client = client_of(world.administrator)
    url = reverse("admin:deputies_category_change", args=[category.pk])
    form = client.get(url).context["adminform"].form
    data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    response = client.post(url, {**data, "label": "改过的类别"})
    assert response.status_code == 302, response.context["errors"]
    entry = last_of("deputies_category")
    assert entry.new == {"label": "改过的类别"}
    assert entry.actor_id == world.administrator.pk
    assert entry.command


def test_a_deletion_keeps_what_was_deleted(world: World) -> None:
    draft = world.draft(title="要删除的草稿标题")
    Suggestion.objects.filter(pk=draft.pk).delete()
    entry = last_of("deputies_suggestion")
    assert entry.op == "delete"
    assert entry.old["title"] == "要删除的草稿标题"


def test_secrets_never_reach_the_ledger(world: World) -> None:
    world.lead.set_password("Another-password-2026")
    world.lead.save()
    entry = last_of("congress_user")
    assert entry.op == "update"
    assert "password" not in {**(entry.old or {}), **(entry.new or {})}
    assert not Change.objects.filter(table="congress_user", new__has_key="password").exists()


@pytest.mark.parametrize("table", ["audit_change", "audit_seal"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET at = now()", "TRUNCATE {}"])
def test_the_application_role_cannot_touch_the_ledger(world: World, table: str, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_application_role_cannot_write_an_entry_of_its_own(world: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_seal (at, from_xid, to_xid, entries, digest) VALUES (now(), 0, 1, 0, '')")


@pytest.mark.parametrize("statement", ["ALTER TABLE {} DISABLE TRIGGER ALL", "DROP TABLE {}"])
def test_the_application_role_cannot_take_the_triggers_away(world: World, statement: str) -> None:
    for table in ["audit_change", "deputies_suggestion"]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))


def test_even_the_owner_cannot_change_an_entry(committed: str, world: World) -> None:
    with as_owner(), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_change SET actor = 'nobody'")


def test_a_ledger_takes_no_write_without_a_command(world: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Series.objects.create(county=world.county, code="x", scope="y")
    with command(world.clerk, "anything"):
        Series.objects.create(county=world.county, code="x", scope="y")


def test_a_deadline_entry_cannot_be_changed_or_deleted(world: World) -> None:
    world.submitted()
    entry = Deadline.objects.latest("pk")
    for change in [lambda: Deadline.objects.filter(pk=entry.pk).delete(), lambda: Deadline.objects.update(label="x")]:
        with pytest.raises(DatabaseError), transaction.atomic(), command(world.clerk, "anything"):
            change()


def test_the_announcement_ends_with_the_command(world: World) -> None:
    with command(world.clerk, "first", reason="试"), command(world.lead, "inner"):
        FollowUp.objects.none().update(title="")
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_setting('command'), audit_setting('actor'), audit_setting('reason')")
            assert cursor.fetchone() == ("first", "李文清", "试")
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_setting('command')")
        assert cursor.fetchone() == ("",)


def test_a_failing_command_announces_nothing_afterwards(world: World) -> None:
    with pytest.raises(ZeroDivisionError), command(world.clerk, "first"):
        _ = 1 / 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_setting('command')")
        assert cursor.fetchone() == ("",)


def test_sealing_chains_what_is_committed_and_a_tampered_entry_shows(committed: str, world: World) -> None:
    assert seal_all() > 0
    assert audit.seal() == 0
    User.objects.filter(pk=world.lead.pk).update(is_active=False)
    User.objects.filter(pk=world.lead.pk).update(is_active=True)
    assert seal_all() == 2
    assert audit.verify() is None
    tampered = Change.objects.latest("pk")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_change DISABLE TRIGGER audit_append_only")
        cursor.execute("UPDATE audit_change SET actor = 'nobody' WHERE id = %s", [tampered.pk])
    assert audit.verify() == Seal.objects.latest("pk").pk


def test_a_seal_waits_for_a_transaction_that_is_still_open_elsewhere(committed: str, world: World) -> None:
    seal_all()
    with owner_cursor(committed) as cursor:
        cursor.execute("BEGIN")
        cursor.execute("UPDATE congress_user SET is_active = false WHERE id = %s", [world.rival.pk])
        User.objects.filter(pk=world.lead.pk).update(is_active=False)
        assert audit.seal() == 0
        cursor.execute("COMMIT")
    assert seal_all() == 2
    assert audit.verify() is None


def test_a_missing_entry_and_a_missing_seal_show(committed: str, world: World) -> None:
    seal_all()
    for active in (False, True):
        User.objects.filter(pk=world.lead.pk).update(is_active=active)
        seal_all()
    first, *_others, second, third = Seal.objects.order_by("id")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_change DISABLE TRIGGER audit_append_only")
        cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER audit_append_only")
        cursor.execute("DELETE FROM audit_seal WHERE id = %s", [second.pk])
        assert audit.verify() == third.pk
        cursor.execute("DELETE FROM audit_seal WHERE id = %s", [third.pk])
        cursor.execute("DELETE FROM audit_change WHERE id = (SELECT min(id) FROM audit_change)")
    assert audit.verify() == first.pk


def test_the_auditor_reads_what_was_done_in_words(world: World, client_of) -> None:
    world.draft()
    User.objects.filter(pk=world.lead.pk).update(last_login=clock.now())
    page = client_of(world.auditor).get(reverse("ledger")).content.decode()
    assert '<span class="sub">修改</span>' in page
    assert '<span class="sub">新增</span>' in page
    assert "只有不记入台账的内容" in page
