"""Signing in and out, locks, links, one-time passwords, successors."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from congress import access, clock
from congress.models import Assignment, Change, Liaison, Post, SignInLink, User
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.roles import Role
from congress.services import accounts, people
from tests.factories import PASSWORD, TODAY, World


def sign_in(client: Client, username: str, password: str):
    return client.post(reverse("sign-in"), {"username": username, "password": password})


def test_clerk_signs_in_and_out(world: World) -> None:
    client = Client()
    assert sign_in(client, "liwenqing", PASSWORD).url == "/"
    assert client.get("/").status_code == 200
    assert client.get("/").context["user_label"] == "李文清"
    client.post(reverse("sign-out"))
    assert client.get("/").url.startswith("/sign-in/")


def test_a_wrong_password_and_an_unknown_account_read_the_same(world: World) -> None:
    answers = {sign_in(Client(), name, "wrong").content.decode().split("csrf")[0] for name in ("liwenqing", "nobody")}
    assert len(answers) == 1
    assert "账号或密码不对" in sign_in(Client(), "nobody", "wrong").content.decode()


def test_the_fifth_failure_locks_even_the_right_password_until_reset(world: World) -> None:
    for _again in range(5):
        answer = sign_in(Client(), "liwenqing", "wrong")
    assert answer.status_code == 429
    assert sign_in(Client(), "liwenqing", PASSWORD).status_code == 429
    password = accounts.reset_password(actor=world.administrator, user=world.clerk)
    assert sign_in(Client(), "liwenqing", password).status_code == 302


def test_an_idle_session_ends_and_says_so(world: World, client_of, settings) -> None:
    client = client_of(world.clerk)
    client.get("/")
    session = client.session
    session["seen"] -= settings.IDLE_MINUTES * 60 + 1
    session.save()
    answer = client.get("/suggestions/?q=1", follow=True)
    assert answer.redirect_chain[0][0] == "/sign-in/?next=/suggestions/%3Fq%3D1"
    assert "请重新登录" in answer.content.decode()


def test_a_one_time_password_must_be_changed_before_anything_else(world: World) -> None:
    password = accounts.reset_password(actor=world.administrator, user=world.clerk)
    client = Client()
    sign_in(client, "liwenqing", password)
    assert client.get("/suggestions/").url == reverse("password")
    data = {"old": password, "new": "Shanshui-qingming-9", "again": "Shanshui-qingming-9"}
    assert client.post(reverse("password"), data).url == "/"
    assert client.get("/suggestions/").status_code == 200


@pytest.mark.parametrize(
    ("new", "again", "word"),
    [
        ("short", "short", "10"),
        ("1234567890123", "1234567890123", "数字"),
        ("password1234", "other", "不一样"),
        ("liwenqing1", "liwenqing1", "相似"),
    ],
)
def test_a_weak_password_is_refused_in_chinese(world: World, client_of, new: str, again: str, word: str) -> None:
    answer = client_of(world.clerk).post(reverse("password"), {"old": PASSWORD, "new": new, "again": again})
    assert answer.status_code == 422
    assert word in answer.content.decode()


def test_the_wrong_old_password_is_refused(world: World, client_of) -> None:
    data = {"old": "x", "new": "Shanshui-qingming-9", "again": "Shanshui-qingming-9"}
    assert "现在的密码不对" in client_of(world.clerk).post(reverse("password"), data).content.decode()


def test_a_disabled_account_is_out_at_the_next_page(world: World, client_of) -> None:
    client = client_of(world.clerk)
    accounts.set_active(actor=world.administrator, user=world.clerk, active=False)
    assert client.get("/").status_code == 302
    with pytest.raises(NotAllowed):
        accounts.set_active(actor=world.administrator, user=world.administrator, active=False)


def link_of(world: World, client_of) -> str:
    """A link for the lead deputy, read from the page of the deputies' office."""
    url = reverse("issue-link", args=[world.lead.person.mandates.get().pk])
    page = client_of(world.clerk).post(url).content.decode()
    assert "data:image/svg+xml;base64," in page
    return re.search(r"/link/([\w-]+)/", page).group(1)


def test_a_link_signs_in_once_and_only_by_the_button(world: World, client_of) -> None:
    token = link_of(world, client_of)
    url = reverse("by-link", args=[token])
    phone = Client()
    for _prefetch in range(3):
        assert "罗秀英" in phone.get(url).content.decode()
    assert phone.post(url).url == "/"
    assert phone.get("/").context["user_label"] == "罗秀英"
    assert Client().post(url).status_code == 410
    assert Client().get(url).status_code == 410
    assert not Change.objects.filter(new__has_key="digest").exists()


def test_a_link_needs_no_password_change_and_lets_one_be_set(world: World, client_of) -> None:
    world.lead.must_change_password = True
    world.lead.save()
    phone = Client()
    phone.post(reverse("by-link", args=[link_of(world, client_of)]))
    assert phone.get("/").status_code == 200
    data = {"new": "Shanshui-qingming-9", "again": "Shanshui-qingming-9"}
    assert phone.post(reverse("password"), data).status_code == 302
    assert sign_in(Client(), "luoxiuying", data["new"]).url == "/"


def test_a_new_link_ends_the_one_before(world: World, client_of) -> None:
    first = link_of(world, client_of)
    link_of(world, client_of)
    assert Client().get(reverse("by-link", args=[first])).status_code == 410


def test_an_expired_link_is_refused(world: World, client_of, settings) -> None:
    token = link_of(world, client_of)
    SignInLink.objects.update(expires_at=clock.now() - dt.timedelta(seconds=1))
    with pytest.raises(WrongState):
        accounts.use_link(token=token)


def test_only_the_deputies_office_issues_links_and_only_to_deputies(world: World) -> None:
    for actor, user in [(world.contact, world.lead), (world.clerk, world.contact), (world.administrator, world.lead)]:
        with pytest.raises(NotAllowed):
            accounts.issue_link(actor=actor, user=user)


def test_administrator_creates_an_account_and_its_password_is_shown_once(world: World, client_of) -> None:
    data = {"name": "新来", "username": "xinlai", "phone": "1", "role": "unit_contact", "department": world.roads.pk}
    page = client_of(world.administrator).post(reverse("account-new"), data).content.decode()
    password = re.search(r'id="one-time">([^<]+)<', page).group(1)
    user = User.objects.get(username="xinlai")
    assert user.must_change_password
    assert user.check_password(password)
    assert access.standing(user).departments == {world.roads.pk}
    assert not Change.objects.filter(new__icontains=password).exists()


def test_a_name_of_sixty_characters_is_taken_and_shown(world: World, client_of) -> None:
    data = {"name": "庄" * 60, "username": "chang", "phone": "1", "role": "unit_contact", "department": world.roads.pk}
    client = client_of(world.administrator)
    assert client.post(reverse("account-new"), data).status_code == 200
    assert "庄" * 60 in client.get(reverse("accounts"), {"q": "chang"}).content.decode()


def test_what_nobody_can_see_is_not_kept(world: World, client_of) -> None:
    data = {"name": "\u202e新\x01来\u200b", "username": "xinlai", "role": "unit_contact", "department": world.roads.pk}
    client = client_of(world.administrator)
    assert client.post(reverse("account-new"), {**data, "name": "\u202e"}).status_code == 422
    assert client.post(reverse("account-new"), data).status_code == 200
    assert User.objects.get(username="xinlai").person.name == "新来"


@pytest.mark.parametrize(
    "change", [{"department": ""}, {"role": "clerk"}, {"role": "auditor"}, {"username": "liwenqing"}, {"name": ""}]
)
def test_an_impossible_account_comes_back_with_what_was_typed(world: World, client_of, change: dict) -> None:
    data = {"name": "新来", "username": "xinlai", "role": "unit_contact", "department": world.roads.pk, **change}
    answer = client_of(world.administrator).post(reverse("account-new"), data)
    assert answer.status_code == 422
    assert not User.objects.filter(username="xinlai").exists()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_administrator_cannot_make_an_auditor_or_another_administrator(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        accounts.create_account(
            actor=world.administrator,
            county=world.county,
            name="某",
            phone="",
            username="mou",
            role=role,
            place=world.office,
        )


def test_others_cannot_reset_a_password(world: World) -> None:
    with pytest.raises(NotAllowed):
        accounts.reset_password(actor=world.clerk, user=world.lead)


def test_a_clerks_open_work_moves_in_one_action(world: World) -> None:
    with clock.at(TODAY):
        open_one, done = world.signed(), world.answered()
        people.confirm_liaison(
            actor=world.contact,
            department=world.roads,
            leader=world.unit_leader.person,
            contact=world.contact.person,
            phone="0000-1",
        )
        post = world.contact.person.posts.get()
        assert people.open_work(post) == (1, 1)
        successor = people.Successor("钱进", "13900000000", "qianjin")
        new, password = people.hand_over_work(actor=world.clerk, post=post, successor=successor)
        assert User.objects.get(username="qianjin").check_password(password)
        world.contact.__dict__.pop("_standing", None)
        assert access.standing(world.contact).departments == frozenset()
        assert access.standing(User.objects.get(username="qianjin")).departments == {world.roads.pk}
    assert Assignment.objects.get(pk=open_one.pk).handler == new.person
    assert Assignment.objects.get(pk=done.assignment_id).handler == world.contact.person
    assert Liaison.objects.get().contact == new.person


def test_work_is_handed_over_once_and_by_the_right_person(world: World) -> None:
    with clock.at(TODAY):
        post = world.contact.person.posts.get()
        for actor in (world.contact, world.rival, world.lead, world.other_clerk):
            with pytest.raises(NotAllowed):
                people.hand_over_work(actor=actor, post=post, successor=people.Successor("钱进", "1", "qianjin"))
        with pytest.raises(Incomplete):
            people.hand_over_work(actor=world.clerk, post=post, successor=people.Successor("钱进", "1", "sunli"))
        people.hand_over_work(actor=world.clerk, post=post, successor=people.Successor("钱进", "1", "qianjin"))
        with pytest.raises(WrongState):
            people.hand_over_work(actor=world.clerk, post=post, successor=people.Successor("赵乾", "1", "zhaoqian"))
    assert Post.objects.filter(department=world.roads, role=Role.UNIT_CONTACT, until=None).count() == 1


def test_the_hand_over_page_says_what_moves_and_shows_the_password(world: World, client_of) -> None:
    url = reverse("post-hand-over", args=[world.contact.person.posts.get().pk])
    client = client_of(world.clerk)
    assert "在办的0件转给接任人" in client.get(url).content.decode()
    data = {"name": "钱进", "phone": "1", "username": "qianjin"}
    assert "一次性密码" in client.post(url, data).content.decode()


def test_a_unit_confirms_its_own_liaison_and_no_other(world: World, client_of) -> None:
    data = {"leader": world.unit_leader.person_id, "contact": world.contact.person_id, "phone": "0000-1"}
    url = reverse("department", args=[world.roads.pk])
    assert client_of(world.rival).post(url, data).status_code == 404
    assert client_of(world.contact).post(url, data).status_code == 302
    assert Liaison.objects.get().confirmed_by == world.contact
    with pytest.raises(NotAllowed):
        people.confirm_liaison(
            actor=world.rival, department=world.roads, leader=world.rival.person, contact=world.rival.person, phone="1"
        )


def test_the_roster_is_searched_by_name_pinyin_and_delegation(world: World, client_of) -> None:
    client = client_of(world.clerk)
    for query, found in [
        ({"q": "罗"}, True),
        ({"q": "luoxiu"}, True),
        ({"q": "马"}, False),
        ({"delegation": world.delegation.pk}, True),
        ({"delegation": "x"}, True),
    ]:
        assert ("罗秀英" in client.get(reverse("deputies"), query).content.decode()) is found


def test_a_deputy_sees_no_phone_numbers_in_the_roster(world: World, client_of) -> None:
    assert "13800000000" not in client_of(world.outsider).get(reverse("deputies")).content.decode()
    assert "13800000000" in client_of(world.clerk).get(reverse("deputies")).content.decode()


def test_the_auditor_filters_and_verifies_the_ledger(world: World, client_of) -> None:
    with clock.at(TODAY):
        world.accepted()
    client = client_of(world.auditor)
    page = client.get(reverse("ledger"), {"command": "accept_suggestion"}).content.decode()
    assert "李文清" in page
    assert "save_draft" not in page
    assert client.get(reverse("ledger"), {"before": "nonsense"}).status_code == 200
    assert "更早的记录" in client.get(reverse("ledger")).content.decode()
    assert "没有被改动" in client.post(reverse("ledger-verify"), follow=True).content.decode()
