"""What the parts of a package hold: read strictly, so that nothing of another shape goes further."""

import datetime as dt
from typing import Annotated, TypeVar

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from thidua.kit.posted import why_not_text
from thidua.kit.sealed import MANIFEST, NotSealed, Opened


def keepable(text: str) -> str:
    """Text that every database can keep."""
    if (why_not := why_not_text(text, len(text))) or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(why_not)
    return text


Code = Annotated[str, StringConstraints(max_length=40), AfterValidator(keepable)]
Cell = Annotated[str, StringConstraints(max_length=60), AfterValidator(keepable)]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(keepable)]
Text = Annotated[str, StringConstraints(max_length=200_000), AfterValidator(keepable)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Shape(BaseModel):
    """As it is named and nothing besides."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PeriodNamed(Shape):
    """A period as another site knows it too."""

    name: Line
    span: Code
    from_date: dt.date
    to_date: dt.date


class Hand(Shape):
    """Who acted, by office and unit alone, and when."""

    office: Code
    unit: Line
    at: dt.datetime


class Manifest(BaseModel):
    """What every package tells of itself; its parts and its key were read before."""

    model_config = ConfigDict(frozen=True)
    carries: Code
    cluster: Code
    year: int
    at: dt.datetime
    by: Hand
    ledger: dict[str, int | str] | None
    edition: Hash | None = None
    unit: Code = ""
    period: PeriodNamed | None = None
    sent: Hand | None = None


class Figure(Shape):
    """A figure as it was written, and the unit's word on it."""

    written: Cell
    note: Text = ""


class Report(Shape):
    """report.json: the narrative, and the figures by criterion and input."""

    narrative: Text
    figures: dict[Code, dict[Code, Figure]]


class File(Shape):
    """A line of evidence.json: the bytes are in evidence/<sha256>; what it serves ("": the report as a whole)."""

    sha256: Hash
    name: Line
    codes: list[Code]


class SheetRow(Shape):
    """A row of a self-score sheet."""

    written: dict[Code, Cell]
    reason: Text = ""


class Sheet(Shape):
    """A line of sheets.json: a sheet the leader has sent, of the year ("") or of a period of the table."""

    period: Code
    sent_at: dt.datetime
    rows: dict[Code, SheetRow]


class Edition(Shape):
    """A line of editions.json: an adopted table, and by which document."""

    text: Text
    digest: Hash
    adopted_on: dt.date
    effective_on: dt.date
    by_document: Line


class Result(Shape):
    """A line of results.json: a sealed result, byte for byte."""

    version: int
    sealed: Annotated[str, StringConstraints(max_length=20_000_000)]
    digest: Hash
    sealed_at: dt.datetime
    published_at: dt.datetime | None


class Award(Shape):
    """A line of a decision."""

    unit: Line
    person: Line
    title: Line
    year: int


class Decision(Shape):
    """A line of decisions.json: a decision of the register; its file, if any, is in decisions/<sha256>."""

    body: Line
    number: Line
    on: dt.date
    sha256: str
    awards: list[Award]


Wanted = TypeVar("Wanted")


def manifest_of(opened: Opened) -> Manifest:
    """The manifest, or a sentence."""
    try:
        return Manifest.model_validate(opened.manifest)
    except ValidationError:
        raise NotSealed(_misshapen(MANIFEST)) from None


def part(opened: Opened, name: str, shape: type[Wanted]) -> Wanted:
    """A part as its shape says, or a sentence that names it."""
    try:
        return TypeAdapter(shape).validate_json(opened.parts[name])
    except (ValidationError, KeyError):
        raise NotSealed(_misshapen(name)) from None


def _misshapen(name: str) -> str:
    return _("Phần “%(part)s” không đúng mẫu của gói. Hãy xin nơi gửi nâng cấp phần mềm rồi xuất lại gói.") % {
        "part": name
    }
