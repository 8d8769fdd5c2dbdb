"""Forms of a vote: what is voted on, and the totals as a teller types them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.forms.base import CommandForm, choose_from
from congress.forms.parts import words
from congress.labels import choices
from congress.models import AgendaItem, Ballot, BallotLine, Meeting
from congress.queries.balloting.page import silent_label
from congress.queries.balloting.reading import OWN, rules_for
from congress.rules.ballots import BallotKind
from congress.rules.meetings import ItemState
from congress.rules.votes import Line, Majority, Method, Sheets
from congress.services.balloting.counting import Count
from congress.services.balloting.preparing import Plan, Subject

MOST = 32767
GAP = re.compile(r"[\t\u3000，,]+|\s{2,}|\s+")
LISTED = re.compile(r"[\s、，,；;]+")
WRITTEN = re.compile(r"(?P<name>\S.*?)[\s，,：:]+(?P<votes>\d{1,5})\s*票?")
KINDS = [pair for pair in choices(BallotKind) if pair[0] != BallotKind.ELECTION.value]
"""An election is prepared from its candidates."""


def names_of(text: str) -> tuple[str, ...]:
    """Names written one after the other, however they are set apart."""
    return tuple(name for name in LISTED.split(text) if name)


def subjects_in(text: str, *, posts: bool) -> tuple[Subject, ...]:
    """Lines of a sheet: a name and, after a gap, the post; without posts the whole line is the name."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, _gap, post = GAP.sub("\t", line, count=1).partition("\t") if posts else (line, "", "")
        found.append(Subject(name[:200], post.strip()[:120]))
    return tuple(found)


class BallotForm(CommandForm):
    """准备表决. The general answers come first; what one kind alone needs says so."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=KINDS, widget=forms.RadioSelect)
    question = forms.CharField(
        label=gettext_lazy("表决事项"),
        max_length=200,
        help_text=gettext_lazy("如“关于批准2026年县级财政预算调整方案的决议（草案）”"),
    )
    item = forms.ModelChoiceField(
        label=gettext_lazy("议题"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=gettext_lazy("不对应议题"),
    )
    method = forms.ChoiceField(label=gettext_lazy("表决方式"), choices=choices(Method), widget=forms.RadioSelect)
    subjects = words(
        gettext_lazy("逐项表决的姓名或者单位"),
        required=False,
        rows=6,
        limit=20000,
        help_text=gettext_lazy("每行一个，姓名后空格再写职务；只表决一个事项的留空。一张票列出全部姓名，按人计票"),
    )
    majority = forms.ChoiceField(
        label=gettext_lazy("通过标准"),
        choices=choices(Majority)[:3],
        initial=Majority.MORE_THAN_HALF,
        help_text=gettext_lazy("常委会的决议以全体组成人员的过半数通过（地方组织法第五十一条）"),
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("测评规则"),
        required=False,
        initial=OWN,
        help_text=gettext_lazy("满意度测评才用到；结果与当时的规则一起固定"),
    )
    scrutineers = forms.CharField(
        label=gettext_lazy("监票人"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("无记名投票必填；几个人用顿号分开"),
    )
    tellers = forms.CharField(label=gettext_lazy("计票人"), required=False, max_length=200)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_agenda = meeting.items.exclude(state=ItemState.DROPPED)
        choose_from(self, "item", on_agenda.order_by("position"))
        self.rules = rules_for(meeting.county)
        offered = self.fields["rule"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [(key, rule.label) for key, rule in self.rules.items()]

    def plan(self) -> Plan:
        """The vote as the command takes it."""
        data = self.cleaned_data
        kind = BallotKind(data["kind"])
        assessed = kind is BallotKind.ASSESSMENT
        return Plan(
            kind=kind,
            method=Method(data["method"]),
            question=data["question"],
            subjects=subjects_in(data["subjects"], posts=not assessed),
            item=data["item"],
            majority=Majority(data["majority"]),
            rule=self.rules.get(data["rule"] or OWN) if assessed else None,
            scrutineers=names_of(data["scrutineers"]),
            tellers=names_of(data["tellers"]),
        )


class OpenForm(CommandForm):
    """开始表决: who watches and counts has been adopted."""

    adopted = forms.BooleanField(label=gettext_lazy("会议已通过监票人、计票人名单"), required=False)


class VotesWidget(forms.MultiWidget):
    """The figures of one line, side by side."""

    def decompress(self, value: Any) -> list[Any]:
        """What stands in the boxes at first."""
        return list(value) if value else []


class VotesField(forms.MultiValueField):
    """The figures of one line; an empty box is nought."""

    def __init__(self, size: int, **kwargs: Any) -> None:
        boxes = [forms.IntegerField(min_value=0, max_value=MOST, required=False) for _box in range(size)]
        widget = VotesWidget([forms.NumberInput() for _box in boxes])
        super().__init__(boxes, widget=widget, require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: list[int | None]) -> tuple[int, ...]:
        """Whole numbers."""
        return tuple(number or 0 for number in data_list) or (0,) * len(self.fields)


@dataclass(frozen=True)
class Box:
    """One input of a line."""

    name: str
    id: str
    label: str
    value: object


@dataclass(frozen=True)
class CountRow:
    """One line of the form, ready to be drawn."""

    position: int
    name: str
    post: str
    boxes: list[Box]
    error: str


class CountForm(CommandForm):
    """录入票数: the sheets, then a row of figures for each question, name or subject."""

    issued = forms.IntegerField(label=gettext_lazy("发出"), min_value=0, max_value=MOST)
    returned = forms.IntegerField(label=gettext_lazy("收回"), min_value=0, max_value=MOST)
    spoiled = forms.IntegerField(label=gettext_lazy("其中废票"), min_value=0, max_value=MOST, required=False)
    others = words(
        gettext_lazy("另选的人"),
        required=False,
        rows=3,
        limit=4000,
        help_text=gettext_lazy("每行一人：姓名 票数；没有的留空"),
    )

    def __init__(self, *args: Any, ballot: Ballot, lines: Sequence[BallotLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ballot = ballot
        self.lines = [line for line in lines if not line.written_in]
        if ballot.method != Method.SECRET:
            for name in ("issued", "returned", "spoiled"):
                del self.fields[name]
        if ballot.kind != BallotKind.ELECTION:
            del self.fields["others"]
        self.columns = [*ballot.options, silent_label(ballot)]
        for place, line in enumerate(self.lines):
            self.fields[f"line_{place}"] = VotesField(len(self.columns), label=line.name)

    @property
    def sheet_fields(self) -> list[forms.BoundField]:
        """The fields of the paper, none for a device."""
        return [self[name] for name in ("issued", "returned", "spoiled") if name in self.fields]

    @property
    def rows(self) -> Iterator[CountRow]:
        """The lines as a table of boxes."""
        for place, line in enumerate(self.lines):
            bound = self[f"line_{place}"]
            value = bound.value() or []
            values = [*value, *[None] * (len(self.columns) - len(value))]
            boxes = [
                Box(f"{bound.html_name}_{n}", f"{bound.auto_id}_{n}", column, "" if values[n] is None else values[n])
                for n, column in enumerate(self.columns)
            ]
            yield CountRow(line.position, line.name, line.post, boxes, " ".join(map(str, bound.errors)))

    def clean_others(self) -> tuple[tuple[str, int], ...]:
        """Names written in with their votes."""
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["others"].splitlines())):
            match = WRITTEN.fullmatch(line)
            if match is None:
                raise forms.ValidationError(_("“%(line)s”请写成“姓名 票数”。") % {"line": line[:40]})
            found.append((match["name"][:200], int(match["votes"])))
        return tuple(found)

    def count(self) -> Count:
        """The figures as the command takes them."""
        data = self.cleaned_data
        typed = [data[f"line_{place}"] for place in range(len(self.lines))]
        sheets = Sheets(data["issued"], data["returned"], data["spoiled"] or 0) if "issued" in data else None
        return Count(tuple(Line(row[:-1], row[-1]) for row in typed), sheets, data.get("others") or ())


class CorrectForm(CountForm):
    """更正票数, with the reason."""

    reason = words(gettext_lazy("更正的理由"), rows=2, limit=200)


class CheckForm(CountForm):
    """复核票数: counted again, or compared with the sheets."""

    confirmed = forms.BooleanField(
        label=gettext_lazy("已与票箱清点记录（表决器显示）逐项核对，与录入的票数相同"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean(self) -> dict[str, Any]:
        """Either the tick or the figures; an empty form confirms nothing."""
        data = super().clean()
        typed = any(any(data.get(f"line_{place}") or ()) for place in range(len(self.lines)))
        if not data.get("confirmed") and not typed:
            raise forms.ValidationError(_("请再清点一次并填写票数，或者核对后勾选“与录入的票数相同”。"))
        if not data.get("confirmed"):
            for name in ("issued", "returned"):
                if name in self.fields and data.get(name) is None:
                    self.add_error(name, _("请填写。"))
        return data

    def recount(self) -> Count | None:
        """The second count, or None when the first one was confirmed."""
        return None if self.cleaned_data["confirmed"] else self.count()


def figures_of(ballot: Ballot, lines: Sequence[BallotLine]) -> dict[str, object]:
    """The totals as entered, to be corrected."""
    planned = [line for line in lines if not line.written_in]
    written = [f"{line.name} {(line.counts or [0])[0]}" for line in lines if line.written_in]
    values: dict[str, object] = {name: getattr(ballot, name) for name in ("issued", "returned", "spoiled")}
    values["others"] = "\n".join(written)
    rows = {f"line_{n}": [*(line.counts or []), line.unmarked] for n, line in enumerate(planned)}
    return {**values, **rows}
