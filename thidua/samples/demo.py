"""Năm mẫu: the fictitious cluster driven through its year by the actions a user's clicks call, up to any stage.

Each function takes one step; STEPS keeps their order. Figures come from the shipped sample table
(`rulebook/editions/mau-minh-hoa*.toml`). Everything is "số liệu minh hoạ".
"""

import datetime as dt
import io
import time
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import fontpkg_be_vietnam_pro
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from thidua.engine import inputs, typed
from thidua.members.models import Cluster
from thidua.members.terms import Stage
from thidua.paperwork import actions as paperwork
from thidua.reports import actions as reports
from thidua.rulebook import actions as rulebook
from thidua.rulebook.queries import SHIPPED, adopted, start_from
from thidua.samples.cast import CLUSTER, UNITS, YEAR, Cast, assemble, moment
from thidua.samples.demo_meeting import conclude, decide, hand_over, hold_mid_year, nominate
from thidua.samples.demo_news import tell_launch
from thidua.scoring import actions as scoring
from thidua.scoring.review import actions as review
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand
from thidua.season import actions as season
from thidua.season.models import Movement
from thidua.season.terms import Phase
from thidua.targets import actions as targets
from thidua.targets.queries import fingerprint
from thidua.targets.terms import Scope

EDITION = "mau-minh-hoa"
MOVEMENT = "Thi đua mẫu"
CODES = [code for code, _name, _short in UNITS]
SAID = ("reason", "explanation")


def figures() -> dict[str, dict[str, dict[str, object]]]:
    """The shipped sample's figures, as written in its file."""
    text = (SHIPPED / f"{EDITION}-figures.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def seed(stage: Stage, *, password: str | None = None) -> Cast:
    """A fresh sample cluster driven up to `stage`. Papers and names are in Vietnamese whatever the reader chose."""
    with override("vi"):
        taken = Cluster.objects.filter(slug__startswith=CLUSTER).count()
        cast = assemble(password=password, copy=taken + 1)
        for reached, take in STEPS:
            if reached.order <= stage.order:
                take(cast)
    return cast


def launch(cast: Cast) -> None:
    at = moment(YEAR, 1, 12)
    season.launch(
        here=cast.here("thuong-truc", at.date()), movement=Movement.objects.filter(name=MOVEMENT, year=YEAR).first(),
        name=MOVEMENT, launched_by="Bộ Minh hoạ",
        slogan="Chung sức, sáng tạo, về đích sớm", on=at.date(), by_document="Kế hoạch minh hoạ số 02", at=at,
        aims="Phong trào giả định, dùng để làm quen với phần mềm.",
    )  # fmt: skip
    paperwork.keep_letterhead(here=cast.here("thu-ky-cum-truong", at.date()), place="Sông Hồng", mark="CTĐ", at=at)
    tell_launch(cast)
    for phase, opens, due in (
        (Phase.REGISTRATION, dt.date(YEAR, 2, 15), dt.date(YEAR, 3, 15)),
        (Phase.SELF_SCORING, dt.date(YEAR, 11, 2), dt.date(YEAR, 11, 10)),
        (Phase.CROSS_CHECK, dt.date(YEAR, 11, 11), dt.date(YEAR, 11, 13)),
        (Phase.APPRAISAL, dt.date(YEAR, 11, 14), dt.date(YEAR, 11, 18)),
    ):
        season.set_window(
            here=cast.here("thu-ky-cum-truong", at.date()), phase=phase, opens_on=opens, due_on=due, at=at
        )


def adopt(cast: Cast) -> None:
    at = moment(YEAR, 2, 10)
    secretary = cast.here("thu-ky-cum-truong", at.date())
    edition = rulebook.draft(here=secretary, text=start_from(EDITION, YEAR), at=at)
    rulebook.propose(here=secretary, edition=edition, at=at)
    edition.refresh_from_db()
    rulebook.adopt(here=cast.here("thuong-truc", at.date()), edition=edition, on=at.date(),
                   by_document="Quyết định minh hoạ số 05", at=at)  # fmt: skip


def pledge(cast: Cast) -> None:
    at, given = moment(YEAR, 3, 5), figures()
    day = at.date()
    for code in CODES:
        member = cast.member(code)
        proposed = {path: typed(value) for path, value in given["targets"][code].items()}
        targets.save_registration(
            here=cast.here(f"can-bo-{code}", day), membership=member, titles_sought=["co-bo-tinh"],
            commitment="Đơn vị đăng ký hoàn thành vượt các chỉ tiêu được giao (minh hoạ).", proposed=proposed, at=at,
        )  # fmt: skip
        targets.submit(here=cast.here(f"lanh-dao-{code}", day), membership=member, at=at)
        not_theirs = (Scope.NOT_ASSIGNED, "Không có nhiệm vụ này trên địa bàn (minh hoạ)")
        freed = dict.fromkeys(given["not_assigned"].get(code, ()), not_theirs)
        if freed:
            targets.agree(here=cast.here("thuong-truc", day), membership=member, agreed={}, scopes=freed, at=at)
        judge = "thu-ky-cum-pho" if code == CODES[0] else "thu-ky-cum-truong"
        targets.approve(here=cast.here(judge, day), membership=member, at=at)
    signing = moment(YEAR, 3, 12)
    secretary = cast.here("thu-ky-cum-truong", signing.date())
    made = targets.write_pledge(here=secretary, text=PLEDGE, signing_on=signing.date(), at=signing)
    for code in CODES:
        targets.sign(here=cast.here(f"lanh-dao-{code}", signing.date()), seen=fingerprint(made.text), at=signing)
    targets.seal_pledge(here=cast.here("thu-ky-cum-truong", signing.date()), at=signing)


PLEDGE = """Các đơn vị thành viên cùng ký giao ước thi đua (bản minh hoạ):
1. Hoàn thành và hoàn thành vượt mức các chỉ tiêu đã đăng ký.
2. Báo cáo trung thực, đúng hạn, có minh chứng.
3. Đoàn kết, giúp nhau cùng tiến bộ."""


PROOF = "Biểu tổng hợp 6 tháng (minh hoạ).pdf"


def scan(code: str) -> bytes:
    """One page that says what it is; a unit's own, for no two units hand in the same bytes."""
    page = Image.new("RGB", (496, 702), "white")
    fonts = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(fonts / "BeVietnamPro-Regular.ttf", 20)
    name = next(name for unit, name, _short in UNITS if unit == code)
    pen.multiline_text(
        (40, 60), f"{name}\n\nBiểu tổng hợp 6 tháng đầu năm {YEAR}\n\nSố liệu minh hoạ.", "black", letters
    )
    out = io.BytesIO()
    page.save(out, "PDF", creationDate=time.gmtime(0), modDate=time.gmtime(0))
    return out.getvalue()


def report(cast: Cast) -> None:
    """The half-year report: one unit is four days late, figures stand at about half."""
    opened = moment(YEAR, 6, 1)
    period = reports.open_period(
        here=cast.here("thu-ky-cum-truong", opened.date()), span="half", name="6 tháng đầu năm",
        from_date=dt.date(YEAR, 1, 1), to_date=dt.date(YEAR, 6, 15), due_on=dt.date(YEAR, 6, 15), at=opened,
    )  # fmt: skip
    edition = adopted(cast.year, opened.date())
    counted = (
        [leaf.code for leaf in edition.leaves if any(one.key == "actual" for one in inputs(leaf))] if edition else []
    )
    for code in CODES:
        at = moment(YEAR, 6, 19 if code == "dong-bang" else 12)
        own = figures()["self"][code]
        half = {path: {"actual": str(int(row["actual"]) // 2)} for path, row in own.items() if path in counted}  # type: ignore[index]
        reports.save_report(
            here=cast.here(f"can-bo-{code}", at.date()), period=period, membership=cast.member(code), figures=half,
            narrative="Sáu tháng đầu năm, đơn vị thực hiện đúng tiến độ các chỉ tiêu đã đăng ký (minh hoạ).", at=at,
        )  # fmt: skip
        owed = (
            [leaf.code for leaf in edition.leaves if leaf.code in half and leaf.evidence == "required"]
            if edition
            else []
        )
        reports.add_evidence(here=cast.here(f"can-bo-{code}", at.date()), membership=cast.member(code), codes=owed,
                             uploads=[SimpleUploadedFile(PROOF, scan(code))], at=at)  # fmt: skip
        reports.submit_report(here=cast.here(f"lanh-dao-{code}", at.date()), period=period,
                              membership=cast.member(code), at=at)  # fmt: skip


def open_self_scoring(cast: Cast) -> None:
    """The round is open and every officer has filled the own sheet; nobody has sent it."""
    opened, at = moment(YEAR, 11, 2), moment(YEAR, 11, 9)
    scoring.open_round(here=cast.here("thu-ky-cum-truong", opened.date()), hand=Hand.SELF,
                       due_on=dt.date(YEAR, 11, 10), at=opened)  # fmt: skip
    for code in CODES:
        rows = [Typed(path, {key: typed(value) for key, value in row.items()})  # type: ignore[attr-defined]
                for path, row in figures()["self"][code].items()]  # fmt: skip
        scoring.save_sheet(here=cast.here(f"can-bo-{code}", at.date()), membership=cast.member(code), hand=Hand.SELF,
                           rows=rows, at=at)  # fmt: skip


def score_self(cast: Cast) -> None:
    open_self_scoring(cast)
    at = moment(YEAR, 11, 9, 16)
    for code in CODES:
        scoring.submit_sheet(here=cast.here(f"lanh-dao-{code}", at.date()), membership=cast.member(code),
                             hand=Hand.SELF, at=at)  # fmt: skip
    closed = moment(YEAR, 11, 11)
    scoring.close_round(here=cast.here("thu-ky-cum-truong", closed.date()), hand=Hand.SELF, at=closed)


def cross_check(cast: Cast) -> None:
    """Each unit looks through the one before it in the ring; nothing is found to differ."""
    at = moment(YEAR, 11, 11, 14)
    day = at.date()
    scoring.assign_ring(here=cast.here("thu-ky-cum-truong", day), at=at)
    scoring.open_round(here=cast.here("thu-ky-cum-truong", day), hand=Hand.CROSS, due_on=dt.date(YEAR, 11, 13), at=at)
    for place, code in enumerate(CODES):
        checker = CODES[(place + 1) % len(CODES)]
        scoring.submit_sheet(here=cast.here(f"cham-cheo-{checker}", day), membership=cast.member(code),
                             hand=Hand.CROSS, at=at)  # fmt: skip
    scoring.close_round(here=cast.here("thu-ky-cum-truong", day), hand=Hand.CROSS, at=at)


def appraise(cast: Cast) -> None:
    """A few figures are changed, each with a reason; the units explain or agree."""
    at = moment(YEAR, 11, 14)
    day, given = at.date(), figures()["appraised"]
    scoring.open_round(here=cast.here("thu-ky-cum-truong", day), hand=Hand.APPRAISED,
                       due_on=dt.date(YEAR, 11, 18), at=at)  # fmt: skip
    for code in CODES:
        member, judge = cast.member(code), "thu-ky-cum-pho" if code == CODES[0] else "thu-ky-cum-truong"
        changes: dict[str, dict[str, object]] = given.get(code, {})  # type: ignore[assignment]
        rows = [Typed(path, {key: typed(value) for key, value in row.items() if key not in SAID}, str(row["reason"]))
                for path, row in changes.items()]  # fmt: skip
        if rows:
            scoring.save_sheet(here=cast.here(judge, day), membership=member, hand=Hand.APPRAISED, rows=rows, at=at)
        scoring.submit_sheet(here=cast.here(judge, day), membership=member, hand=Hand.APPRAISED, at=at)
        answer(cast, code, changes, moment(YEAR, 11, 16))
        for path in [path for path, row in changes.items() if row.get("explanation")]:
            review.keep(here=cast.here(judge, moment(YEAR, 11, 17).date()), membership=member, code=path,
                        reason="Đã xem lại hồ sơ, giữ nguyên (minh hoạ).", at=moment(YEAR, 11, 17))  # fmt: skip
    closed = moment(YEAR, 11, 18)
    scoring.close_round(here=cast.here("thu-ky-cum-truong", closed.date()), hand=Hand.APPRAISED, at=closed)


def answer(cast: Cast, code: str, changes: dict[str, dict[str, object]], at: dt.datetime) -> None:
    """The unit's word on each changed criterion."""
    here, member = cast.here(f"can-bo-{code}", at.date()), cast.member(code)
    for path, row in changes.items():
        if said := row.get("explanation"):
            scoring.explain(here=here, membership=member, code=path, text=str(said), at=at)
        else:
            scoring.agree(here=here, membership=member, code=path, at=at)


STEPS: tuple[tuple[Stage, Callable[[Cast], None]], ...] = (
    (Stage.LAUNCHED, launch),
    (Stage.RULES_ADOPTED, adopt),
    (Stage.PLEDGED, pledge),
    (Stage.RUNNING, report),
    (Stage.MID_REVIEWED, hold_mid_year),
    (Stage.SELF_SCORED, score_self),
    (Stage.CROSS_CHECKED, cross_check),
    (Stage.APPRAISED, appraise),
    (Stage.CONCLUDED, conclude),
    (Stage.NOMINATED, nominate),
    (Stage.DECIDED, decide),
    (Stage.HANDED_OVER, hand_over),
)
"""The steps in order, each with the stage it reaches."""
