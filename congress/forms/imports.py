"""Forms of an import: the file, its columns, its words, the confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.forms.base import CommandForm
from congress.importkinds import ImportKind
from congress.models import ImportJob
from congress.queries.imports import Section
from congress.rules.imports import WordKind

SKIP = ("", _("不导入"))
OPEN = ("", _("请选择"))
SESSION = ("term", "session", "year", "opens_on", "closes_on")


class UploadForm(CommandForm):
    """What is imported, and the file."""

    kind = forms.ChoiceField(label=_("导入什么"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("文件"),
        help_text=_(".xlsx 或 CSV，不超过30 MB。原样上传：表头上方的标题、合计行不用删。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, *args: Any, kinds: Sequence[ImportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.key, kind.label) for kind in kinds]


class ColumnsForm(CommandForm):
    """Which column of the file is what; and, for the papers of a session, which session."""

    term = forms.IntegerField(label=_("第几届"), min_value=1, max_value=60)
    session = forms.IntegerField(label=_("第几次会议"), min_value=1, max_value=30)
    year = forms.IntegerField(label=_("年度"), min_value=1954, max_value=2100)
    opens_on = forms.DateField(label=_("会议开幕日"), help_text=_("不知道的写当年1月1日"))
    closes_on = forms.DateField(label=_("会议闭幕日"))

    def __init__(self, *args: Any, job: ImportJob, kind: ImportKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(job.headers)
        offered = [SKIP, *((column.key, column.label) for column in kind.columns)]
        for place, (header, key) in enumerate(zip(job.headers, job.columns, strict=True)):
            name = header.replace("\n", "") or str(place + 1)
            self.fields[f"c{place}"] = forms.ChoiceField(label=name, choices=offered, required=False, initial=key)
        if not kind.of_session:
            for name in SESSION:
                del self.fields[name]

    def chosen(self) -> list[str]:
        """The column each heading stands for."""
        return [self.cleaned_data[f"c{place}"] for place in range(self.count)]

    def context(self) -> dict[str, object]:
        """Term, session, year and days."""
        values = {name: self.cleaned_data[name] for name in SESSION if name in self.fields}
        return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in values.items()}

    @property
    def session_fields(self) -> list[forms.BoundField]:
        """The fields about the session."""
        return [self[name] for name in SESSION if name in self.fields]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """One field a column of the file."""
        return [self[f"c{place}"] for place in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """The session ends after it begins."""
        data = super().clean()
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("闭幕日早于开幕日，请核对。"))
        return data


class WordsForm(CommandForm):
    """What each open word means; for those of a kind that all mean the same, once."""

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, tuple[WordKind, str]] = {}
        self.groups: list[tuple[Section, str, list[str]]] = []
        for section in sections:
            self._add(section)

    def _add(self, section: Section) -> None:
        names = []
        for number, word in enumerate(section.words):
            name = f"{section.what}-{number}"
            self.fields[name] = forms.ChoiceField(
                label=section.label if word.text == "*" else word.text,
                choices=[OPEN, *word.choices],
                required=False,
                help_text=self._help(word),
            )
            self.places[name] = (word.what, word.text)
            names.append(name)
        rest = ""
        shared = [c for c in (section.words[0].choices if section.words else []) if c[0] == "new"]
        if len(names) > 1 and shared:
            rest = f"{section.what}-rest"
            choices = [OPEN, *shared]
            self.fields[rest] = forms.ChoiceField(label=_("没有逐个选择的，一律"), choices=choices, required=False)
        self.groups.append((section, rest, names))

    @staticmethod
    def _help(word: Any) -> str:
        told = _("%(n)s 行") % {"n": word.times} if word.text != "*" else ""
        hint = (_("像是“%(hint)s”") if word.text != "*" else _("如%(hint)s")) % {"hint": word.hint} if word.hint else ""
        return "，".join(part for part in (str(told), str(hint)) if part)

    def words(self) -> dict[tuple[WordKind, str], str]:
        """What was chosen."""
        data = self.cleaned_data
        found = {}
        for name, key in self.places.items():
            chosen = data.get(name) or data.get(f"{key[0].value}-rest")
            if chosen:
                found[key] = chosen
        return found

    @property
    def drawn(self) -> list[tuple[Section, forms.BoundField | None, list[forms.BoundField]]]:
        """Each section with its fields."""
        return [(s, self[rest] if rest else None, [self[name] for name in names]) for s, rest, names in self.groups]


class ConfirmForm(CommandForm):
    """Whether what is open goes on; asked for papers of this year alone."""

    keeps_open = forms.ChoiceField(
        label=_("没有办结的"),
        choices=[("", _("只作历史，不催办")), ("1", _("继续办理：答复期限照常计算，进入有关单位的待办"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["keeps_open"]
