"""What goes over the wire: every shape of the API. Points and shares are text, never floats; dates ISO 8601."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from thidua.exchange.api.terms import MOST
from thidua.kit.posted import why_not_text

Item = TypeVar("Item")


def keepable(text: str) -> str:
    """Text that every database can keep; half a character (a lone surrogate) is no text."""
    if why_not := why_not_text(text, len(text)):
        raise ValueError(why_not)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(gettext("Nội dung có ký tự không đọc được (thường do dán từ tệp hỏng); hãy xoá và gõ lại."))
    return text


Short = Annotated[str, StringConstraints(max_length=60), AfterValidator(keepable)]
Long = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(keepable)]
Limit = Annotated[int, Field(ge=1, le=MOST)]
Code = Annotated[str, StringConstraints(max_length=40), AfterValidator(keepable)]


def written(value: Decimal | None) -> str | None:
    """Points as text: "97.250"."""
    return None if value is None else str(value)


class Shape(Schema):
    """A shape; its docstring is ours, not the reader's."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler.resolve_ref_schema(handler(core))
        made.pop("description", None)
        return made


class Strict(Shape):
    """What a caller sends: a name that is not known is said, not dropped."""

    model_config = ConfigDict(extra="forbid")


class WrongOut(Shape):
    """One wrong value."""

    pointer: str = Field(description=_("Chỗ sai: con trỏ JSON vào nội dung đã gửi, hoặc tên tham số."))
    detail: str = Field(description=_("Sai gì, sửa thế nào."))


class ProblemOut(Shape):
    """A problem, RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = Field(description=_("Vì sao và phải làm gì, bằng tiếng Việt."))
    instance: str
    errors: list[WrongOut] = Field(default=[], description=_("Từng giá trị sai, khi có."))
    reference: str = Field(default="", description=_("Mã tham chiếu để báo quản trị hệ thống, khi phần mềm gặp lỗi."))


class Page(Shape, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: str | None = Field(description=_("Giá trị cursor của trang sau; null khi đã hết."))


class YearBrief(Shape):
    """A cluster year in a list."""

    cluster: str = Field(description=_("Mã cụm trong địa chỉ."))
    cluster_name: str
    year: int
    stage: str = Field(description=_("Mã bước của năm thi đua."))
    stage_name: str


class Me(Shape):
    """What this token is."""

    token: str
    person: str
    office: str = Field(description=_("Mã chức trách."))
    office_name: str
    unit: str | None = Field(description=_("Mã đơn vị; null với cơ quan thường trực, quản trị hệ thống."))
    year: YearBrief | None = Field(description=_("Năm của chức trách; null: mọi năm."))
    since: dt.date
    until: dt.date | None
    reaches: list[str] = Field(description=_("Phạm vi của mã."))
    expires_at: dt.datetime


class Member(Shape):
    """A unit in the year."""

    unit: str = Field(description=_("Mã đơn vị trong địa chỉ."))
    name: str
    short_name: str
    joined_on: dt.date | None
    left_on: dt.date | None


class WindowOut(Shape):
    """A phase of the calendar."""

    phase: str
    phase_name: str
    opens_on: dt.date
    due_on: dt.date = Field(description=_("Hạn sau mọi lần gia hạn chung."))
    extended: int = Field(description=_("Số lần gia hạn chung."))


class YearFull(YearBrief):
    """A cluster year."""

    cut_off: dt.date | None = Field(description=_("Ngày chốt số liệu."))
    head: str | None = Field(description=_("Mã đơn vị Cụm trưởng; null khi khuyết."))
    deputy: str | None
    movement: str | None
    members: list[Member]
    windows: list[WindowOut]


class Asked(Shape):
    """One figure a criterion asks for."""

    key: str
    label: str
    kind: str
    unit: str
    owner: str = Field(description=_("unit: đơn vị nhập; target: chỉ tiêu được giao."))


class CriterionOut(Shape):
    """A criterion of the table."""

    code: str
    parent: str
    title: str
    max: str | None = Field(description=_("Điểm tối đa, số thập phân viết bằng chữ."))
    is_leaf: bool
    how: str = Field(description=_("Cách tính, bằng lời."))
    evidence: str
    cites: list[str]
    inputs: list[Asked]


class PeriodOut(Shape):
    """A period that is scored on its own."""

    code: str
    title: str


class Criteria(Shape):
    """The table in force."""

    digest: str = Field(description=_("SHA-256 của bảng."))
    title: str
    adopted_on: dt.date | None
    effective_on: dt.date | None
    total: str | None
    periods: list[PeriodOut]
    criteria: list[CriterionOut]


class BoardRow(Shape):
    """One unit on the board."""

    unit: str
    name: str
    rank: int | None
    shared: bool = Field(description=_("Đồng hạng."))
    grade: str
    total: str | None
    percent: str
    complete: bool
    sections: dict[str, str | None] = Field(description=_("Điểm từng phần, theo mã tiêu chí."))
    periods: dict[str, str | None] = Field(description=_("Điểm từng kỳ, khi bảng chia kỳ."))


class BoardOut(Shape):
    """The board."""

    column: str
    period: str
    official: bool = Field(description=_("Đủ số liệu và đã đóng thẩm định; nếu không là bản xem trước."))
    rows: list[BoardRow]


class CardRowOut(Shape):
    """One criterion on a unit's card."""

    code: str
    title: str
    points: dict[str, str | None] = Field(description=_("Điểm theo cột; theo kỳ khi đọc cả năm của bảng chia kỳ."))
    state: str = Field(description=_("given, missing, not_assigned, waived, unknown; rỗng với nhóm tiêu chí."))
    changed: bool = Field(description=_("Người chấm sau đã đổi điểm đơn vị tự chấm."))


class CardOut(Shape):
    """One unit's points."""

    unit: str
    name: str
    period: str
    totals: dict[str, str | None]
    rows: list[CardRowOut]


class PeerOut(Shape):
    """Whom a point was compared with."""

    unit: str
    name: str
    text: str


class WhyOut(Shape):
    """Why a point is what it is."""

    unit: str
    code: str = Field(description=_("Mã tiêu chí; tong: tổng điểm."))
    column: str
    points: str | None
    sentence: str
    steps: list[str]
    inputs: list[list[str]]
    peers: list[PeerOut] = Field(description=_("Chỉ có khi chức trách được xem bảng điểm cả cụm."))
    cap: str
    rounding: str
    cites: list[str]


class ReportBrief(Shape):
    """Where one unit stands with one period."""

    period: int = Field(description=_("Số của kỳ báo cáo trong địa chỉ."))
    period_name: str
    span: str
    from_date: dt.date
    to_date: dt.date
    unit: str
    due_on: dt.date
    state: str = Field(description=_("none: chưa lập; draft, submitted, returned."))
    submitted_at: dt.datetime | None
    days_late: int | None


class Figures(Strict):
    """The figures of a report, as they are kept and as they are sent."""

    figures: dict[Code, dict[Code, Short]] = Field(
        description=_("Mã tiêu chí → mã ô → số liệu như người nhập gõ; rỗng là chưa có. Gửi lên là thay cả bảng: ô "
                      "không gửi thành rỗng.")
    )  # fmt: skip
    narrative: Long = Field(description=_("Thuyết minh kết quả."))


class SheetCell(Strict):
    """One row of a sheet."""

    written: dict[Code, Short]
    reason: Annotated[str, StringConstraints(max_length=2000), AfterValidator(keepable)] = ""


class SheetOut(Strict):
    """The unit's own sheet, as it is kept and as it is sent."""

    rows: dict[Code, SheetCell] = Field(description=_("Mã tiêu chí → các ô và lý do. Dòng không gửi giữ nguyên."))


class ResultBrief(Shape):
    """One version of the sealed result."""

    version: int
    digest: str = Field(description=_("SHA-256 của nội dung đã chốt; ai cũng đối chiếu được."))
    name: str
    reason: str = Field(description=_("Lý do của bản sửa."))
    sealed_at: dt.datetime
    published_at: dt.datetime | None
    check_url: str


class ResultRow(Shape):
    """One unit in the sealed result."""

    unit: str
    name: str
    rank: int | None
    shared: bool
    grade: str
    total: str | None
    percent: str
    sections: dict[str, str | None]


class ResultFull(ResultBrief):
    """A version with its table."""

    title: str
    edition: str = Field(description=_("SHA-256 của bảng tiêu chí đã dùng."))
    rows: list[ResultRow]


class AwardOut(Shape):
    """An award in the register."""

    id: int
    title: str
    title_name: str
    year: int
    unit: str | None
    unit_name: str
    person: str
    office: str
    decision: str = Field(description=_("Số quyết định."))
    decided_on: dt.date
    body: str
    signer: str


class PaperOut(Shape):
    """A paper."""

    id: int
    symbol: str
    kind: str
    kind_name: str
    about: str
    status: str
    issued_on: dt.date | None
    issuer: str
    digest: str = Field(description=_("SHA-256 của văn bản lúc ban hành."))
    pdf: str = Field(description=_("Địa chỉ tải bản PDF, với cùng mã truy cập."))


def year_brief(year: Any) -> dict[str, Any]:
    """What every answer says of a cluster year."""
    return {"cluster": year.cluster.slug, "cluster_name": year.cluster.name, "year": year.year, "stage": year.stage,
            "stage_name": str(year.at.label)}  # fmt: skip
