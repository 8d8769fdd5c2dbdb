"""What people of the demo county write on the way: reasons, letters, opinions, and the files they attach."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from congress import clock
from congress.models import Assignment, Attachment, OutcomeClass
from congress.rules.followups import ContactWay, Mark
from congress.services.evaluating import Opinion
from congress.services.files import Upload
from congress.services.handling import Meeting, Paper
from congress.services.replying import Letter
from deputies.rules import DeclineReason, Origin, TransferTo
from deputies.services import entering, writing

if TYPE_CHECKING:
    from deputies.demo.cast import Case
    from deputies.demo.tale import Tale

SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n"
    b"163\n%%EOF\n"
)
MEND = "建议中有两件事，请一事一议；所涉路段和户数请写明，以便交办。"
WITHDRAWN = "所提问题在交办前后已经由单位主动解决，经与附议代表商量，撤回本件。"
AGREED = "经征求单位意见，同意所拟承办单位。"
MEETING = "第%(n)s次主任会议"
NOT_OURS = "经核对“三定”规定，所提事项不属于%(unit)s职责，请予调整。"
RETURN_REFUSED = "该事项涉及的日常管护由你单位负责，请签收后主动与代表联系办理。"
REASSIGNED = "请按职责接办，答复期限不变。"
OTHER_SYSTEM = "该事项由垂直管理单位或企业负责，不属于政府部门职责，请代表工委另行交办。"
NEEDS_TIME = "涉及三个部门和上级立项，方案需经专家论证，三个月内难以形成可落实的答复。"
EXTENDED = "事项涉及面广、处理难度大，已向代表说明，同意延至六个月。"
NOT_EXTENDED = "前期工作已基本完成，具备按期答复条件，请抓紧办理。"
EMPTY_OPINION = "意见没有说明资金安排和完成时间，请补充后重新提出。"
URGING = {
    "urge": "距答复期限已近，请抓紧与代表面商并按期答复。",
    "promise": "承诺的完成日期已过，请报告进展并向代表说明。",
    "supervise": "请主要负责同志亲自研究，十日内将办理进展报常委会办公室。",
}
INCOMPLETE = "答复没有逐条回应代表提出的第二条建议，请补充办理时限和联系人后重新报送。"
REASONS = (
    "现场只做了测量，没有实际动工，答复中的时间也没有写清楚。",
    "第二次答复与第一次基本相同，群众反映的问题还在。",
    "仍然没有明确责任单位和完成时限，请县里协调。",
)
AGAIN = "请分管领导到现场与代表再次面商，针对不满意的理由提出具体措施和完成时间。"
PEOPLE = "常委会分管副主任、政府分管领导、承办单位主要负责人、领衔代表"
ROOM = "常委会第二会议室"
AGREEMENT = "由县政府统筹资金，承办单位两个月内动工，代表工委每月通报一次进度，领衔代表参加验收。"
MOVED = "受雨季和材料进场影响，工程推迟，已向代表当面说明。"
KEPT = "承诺事项已全部完成并通过验收，现场照片附后，请代表实地查看。"
KEPT_NOW = "已按代表意见补做未完部分，并请村民小组长现场确认。"
NOT_YET = "还有一段没有做完，群众使用仍不方便。"
DECLINED = {
    DeclineReason.CASE: "所提事项正在诉讼中，依法由人民法院处理，不宜作为建议办理；已电话向代表说明。",
    DeclineReason.EMPTY: "没有具体地点和要求，承办单位无法办理；请补充情况后另行提出。",
}
TRANSFERRED = {
    TransferTo.LETTER: "属于个别群众的具体诉求，已转信访部门按信访程序办理并告知代表。",
    TransferTo.PROPOSAL: "与政协委员提案内容一致，经代表同意转作提案线索一并办理。",
}
ASSISTING = {
    "县财政局": "所需资金已会同主办单位核定，从年度预算和上级补助中统筹，按工程进度拨付。",
    "县自然资源局": "拟用地块符合国土空间规划，用地手续可在主办单位报件后十五个工作日内办结。",
    "县公安局": "同意配合勘察现场，负责交通标志标线设置的审核和施工期间的疏导。",
    "县发展和改革局": "同意列入项目库，主办单位完成可研后即时受理审批。",
    "县农业农村局": "已核实涉及农户和面积，配合做好群众动员和后续管护。",
    "县城市管理局": "同意承担建成后的日常清扫和管护，经费按现行标准申请。",
    "县卫生健康局": "同意安排医护人员配合，并提供所在乡镇的基础数据。",
    "县人力资源和社会保障局": "同意纳入年度培训计划，师资和补贴按政策落实。",
}
CLOSINGS = (
    "以上情况为代表小组入户走访和现场查看后形成，所涉群众名单和照片可向承办单位提供。",
    "此事群众在代表联络站接待日先后三次提出，请承办单位办理前先到现场，与村民小组长一起核实。",
    "近两年村委会曾书面反映，答复是“正在研究”，至今没有实质进展，希望这次给出明确的时间和责任人。",
    "群众愿意投工投劳，土地协调由村里负责，希望县级部门在技术和资金上给予支持。",
    "如资金一时有困难，可以先易后难、分步实施，但请把每一步的时间告诉群众。",
    "附近两个村也有同样的问题，希望办理时一并摸底，形成可以推广的做法。",
)
COUNTY_LEADERS = ("县委副书记 方正平", "常务副县长 木荣", "副县长 欧阳琳", "副县长 段立军")


def county_leader(number: int) -> str:
    """Who of the county's leaders takes part in a key matter."""
    return COUNTY_LEADERS[number % len(COUNTY_LEADERS)]


def closing(number: int) -> str:
    """The last lines of a suggestion: where it comes from, and what its author hopes for."""
    return "\n" + CLOSINGS[number % len(CLOSINGS)]


def forwarded(paper: writing.Paper, number: int, year: int) -> entering.Sheet:
    """A suggestion that came from above."""
    note = f"州人大常委会选举联络工作委员会 转办函〔{year}〕{number % 40 + 3}号"
    return entering.Sheet(paper=paper, origin=Origin.HIGHER_DEPUTY, outside_name="木国良", source_note=note)


def meeting(case: Case, unit: str, lead: str) -> Meeting:
    """A contact with the deputy, in one of the four ways."""
    way = (ContactWay.SITE, ContactWay.VISIT, ContactWay.MEETING, ContactWay.PHONE)[case.number % 4]
    place = "" if way is ContactWay.PHONE else f"{case.place}人大代表联络站" if case.number % 4 == 2 else case.place
    by = f"{unit}分管副职、业务股室负责人" if way is not ContactWay.PHONE else f"{unit}经办人"
    return Meeting(clock.today(), way, by, lead, case.topic["view"], place)


def opinion(unit: str, *, empty: bool, number: int) -> Paper:
    """An assisting unit's opinion."""
    text = "我单位无意见。" if empty else ASSISTING[unit]
    return Paper(text, "单位主要负责人", f"会办函〔{clock.today().year}〕{number % 90 + 5}号")


def judgement(mark: Mark, number: int) -> Opinion:
    """Process and result apart; the unit that came to the spot is thanked even when the result disappoints."""
    if mark is Mark.BAD:
        return Opinion(Mark.FAIR if number < 3 else Mark.BAD, Mark.BAD, REASONS[min(number, len(REASONS)) - 1])
    return Opinion(Mark.GOOD, mark, "" if mark is Mark.GOOD else "希望尽快落到实处。")


def letter(tale: Tale, row: Assignment) -> Letter:
    """The reply's letter; that of a later round says what was done more."""
    topic, plot, day = tale.case.topic, tale.plot, clock.today()
    again = row.round > 1
    code = plot.again if again and plot.again else topic["class"]
    outcome = OutcomeClass.objects.get(scheme="ABC", year=day.year, code=code, county=None)
    person = tale.contact(row).person
    summary = topic["reply"]
    if again:
        summary = f"根据代表意见，我单位负责人再次到现场核实并补充办理：{summary}"
    return Letter(
        number=f"云{row.department.short_name[:2]}函〔{day.year}〕{tale.case.number % 97 + row.round * 100 + 1}号",
        dated=day,
        outcome=outcome,
        signer="单位主要负责人",
        contact_name=person.name if person else "",
        contact_phone=f"0000-76{row.department_id % 90 + 10}{tale.case.number % 900 + 100}",
        summary=summary,
        promised_by=day + timedelta(days=plot.promise) if outcome.needs_tracking else None,
        may_publish=not plot.has("confidential"),
        no_contact_reason="上级转来件，已与来文单位电话沟通。" if plot.has("forwarded") else "",
    )


# -- Files -----------------------------------------------------------------------------------------

NAMES = {"reply": "答复函.pdf", "opinion": "会办意见.pdf", "promise": "完工验收单.pdf"}
SLOTS = {
    "reply": Attachment.Slot.REPLY,
    "opinion": Attachment.Slot.OPINION,
    "promise": Attachment.Slot.PROMISE,
}


def scan(kind: str) -> Upload:
    """A stamped scan."""
    mark = Attachment.Mark.PUBLIC if kind == "reply" else Attachment.Mark.INTERNAL
    return Upload(SLOTS[kind], mark, SimpleUploadedFile(NAMES[kind], SCAN, "application/pdf"))


def original() -> Upload:
    """The photograph of a signed suggestion."""
    return Upload(Attachment.Slot.ORIGINAL, Attachment.Mark.INTERNAL, _photo("建议原件.png"))


def sheet() -> Upload:
    """The photograph of a signed opinion form."""
    return Upload(Attachment.Slot.SHEET, Attachment.Mark.INTERNAL, _photo("征询意见表.png"))


def _photo(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PHOTO, "image/png")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _sheet_of_paper(width: int, height: int) -> bytes:
    """A grey picture of a page with lines of writing, as PNG."""
    lines = [
        b"\x00" + bytes(60 if y % 12 == 6 and 8 < x < width - 8 else 235 for x in range(width)) for y in range(height)
    ]
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"".join(lines)))
        + _chunk(b"IEND", b"")
    )


PHOTO = _sheet_of_paper(120, 168)
