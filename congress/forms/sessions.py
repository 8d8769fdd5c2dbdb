"""Forms of a session: closing times, its organs, the register of a delegation, elections and nominations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.forms.balloting import names_of, subjects_in
from congress.forms.base import CommandForm
from congress.forms.parts import words
from congress.labels import choices
from congress.models import Election, Mandate, Person
from congress.queries.sessions import DeputyRow
from congress.refusals import Incomplete
from congress.rules.elections import Nomination, SeatKind
from congress.rules.sessions import SessionGroup
from congress.services.elections import Nominee, Vacancy

NOMINATIONS = [pair for pair in choices(Nomination) if pair[0] != Nomination.WRITTEN_IN.value]
"""Nobody is written in beforehand."""


class ClosingForm(CommandForm):
    """截止时间."""

    motions_close_at = forms.DateTimeField(
        label=_("议案截止时间"),
        required=False,
        widget=forms.DateTimeInput,
        help_text=_("由主席团决定；没有决定以前不接收议案"),
    )
    suggestions_close_at = forms.DateTimeField(
        label=_("建议截止时间"), widget=forms.DateTimeInput, help_text=_("此后提出的按闭会期间建议编号")
    )


class PartsForm(CommandForm):
    """Add members to an organ."""

    group = forms.ChoiceField(label=_("机构"), choices=choices(SessionGroup))
    people = words(
        _("姓名和职务"), rows=6, limit=8000, help_text=_("每行一人，姓名后空格写职务；主席团成员须是本届代表")
    )

    def listed(self) -> list[tuple[str, str]]:
        """Names with titles."""
        return [(one.name, one.post[:40]) for one in subjects_in(self.cleaned_data["people"], posts=True)]


class RegisterForm(CommandForm):
    """报到和请假 of one delegation: one row of ticks a deputy."""

    def __init__(self, *args: Any, deputies: Sequence[DeputyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deputies = deputies
        answers = [("came", _("报到")), ("leave", _("请假")), ("", _("未到"))]
        for row in deputies:
            initial = "came" if row.came else "leave" if row.leave else ""
            self.fields[f"answer_{row.person_id}"] = forms.ChoiceField(
                label=row.name, choices=answers, widget=forms.RadioSelect, required=False, initial=initial
            )
            self.fields[f"reason_{row.person_id}"] = forms.CharField(
                label=_("请假理由"), required=False, max_length=200, initial=row.reason
            )

    @property
    def rows(self) -> list[tuple[DeputyRow, forms.BoundField, forms.BoundField]]:
        """The deputies with their two fields."""
        return [(r, self[f"answer_{r.person_id}"], self[f"reason_{r.person_id}"]) for r in self.deputies]

    def came(self) -> list[int]:
        """Who has come."""
        return [r.person_id for r in self.deputies if self.cleaned_data[f"answer_{r.person_id}"] == "came"]

    def leave(self) -> dict[int, str]:
        """Who is on leave, and why."""
        on_leave = [r for r in self.deputies if self.cleaned_data[f"answer_{r.person_id}"] == "leave"]
        return {r.person_id: self.cleaned_data[f"reason_{r.person_id}"] for r in on_leave}


class ElectionForm(CommandForm):
    """选举 of one post."""

    kind = forms.ChoiceField(
        label=_("类别"),
        choices=choices(SeatKind),
        widget=forms.RadioSelect,
        help_text=_("副职应比应选人数多一人至三人，委员应多十分之一至五分之一，正职可以等额（地方组织法第二十七条）"),
    )
    organ = forms.CharField(label=_("机关"), max_length=80, help_text=_("如“县人民政府”"))
    post = forms.CharField(label=_("职务"), max_length=60, help_text=_("如“副县长”"))
    seats = forms.IntegerField(label=_("应选名额"), min_value=1, max_value=60)

    def vacancy(self) -> Vacancy:
        """As the command takes it."""
        data = self.cleaned_data
        return Vacancy(SeatKind(data["kind"]), data["organ"], data["post"], data["seats"])


class NomineeForm(CommandForm):
    """提名 of a candidate."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    present_post = forms.CharField(label=_("现任职务"), max_length=120, required=False)
    nomination = forms.ChoiceField(label=_("提名"), choices=NOMINATIONS, widget=forms.RadioSelect)
    supporters = words(
        _("联名的代表"), required=False, rows=3, limit=4000, help_text=_("代表联名提名须十人以上；姓名用顿号分开")
    )
    accepted = forms.BooleanField(label=_("本人同意作为候选人"), required=False, initial=True)

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.election = election

    def nominee(self) -> Nominee:
        """As the command takes it. Raises Incomplete for supporters nobody or several people are called."""
        data = self.cleaned_data
        meeting = self.election.meeting
        nomination = Nomination(data["nomination"])
        named = names_of(data["supporters"]) if nomination is Nomination.DEPUTIES else ()
        mandates = Mandate.objects.on(today()).filter(term=meeting.term_id, person__name__in=named)
        found: dict[str, list[Mandate]] = {}
        for mandate in mandates.select_related("person"):
            found.setdefault(mandate.person.name, []).append(mandate)
        wrong = [name for name in named if len(found.get(name, [])) != 1]
        if wrong:
            text = _("“%(names)s”不是本届在任代表，或者有同名的人，请核对。")
            raise Incomplete({"supporters": text % {"names": "、".join(wrong)}})
        people = Person.objects.filter(county=meeting.county_id, name=data["name"])[:2]
        return Nominee(
            name=data["name"],
            nomination=nomination,
            present_post=data["present_post"],
            person=people[0] if len(people) == 1 else None,
            accepted=data["accepted"],
            supporters=tuple(found[name][0] for name in dict.fromkeys(named)),
        )


class ElectionBallotForm(CommandForm):
    """准备投票: who watches and counts."""

    scrutineers = forms.CharField(label=_("监票人"), max_length=200, help_text=_("候选人不得担任；几个人用顿号分开"))
    tellers = forms.CharField(label=_("计票人"), max_length=200)
    candidates = forms.CharField(required=False, widget=forms.HiddenInput)

    def named(self) -> dict[str, tuple[str, ...]]:
        """The names."""
        return {name: names_of(self.cleaned_data[name]) for name in ("scrutineers", "tellers")}


class WithdrawForm(CommandForm):
    """退出, with the reason."""

    reason = words(_("退出的理由"), rows=2, limit=200)
