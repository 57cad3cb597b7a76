"""A small table of two quarters and a half year's cap: what a cluster that scores by periods writes and closes."""

import datetime as dt

from tests.scoring.year import AT, DUE, here, secretary_for
from thidua import engine
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.scoring import actions
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand

TEXT = """
name = "bang-hai-quy"
title = "Bảng chấm theo quý (số liệu minh hoạ)"
year = 2026
total = 20
combine = "weighted"
[[source]]
key = "qc"
text = "Quy chế minh hoạ"
[[period]]
code = "Q1"
title = "Quý I"
window = "nửa năm đầu"
[[period]]
code = "Q2"
title = "Quý II"
weight = 2
window = "nửa năm đầu"
[[tie_break]]
name = "điểm mục A cao hơn"
of = "A"
[[grade]]
name = "Xuất sắc"
at_least = 18
[[grade]]
name = "Tốt"
at_least = 10
[[criterion]]
code = "A"
title = "Nhiệm vụ chuyên môn"
max = 20
cites = ["qc Điều 1"]
rule = { kind = "given" }
[[criterion]]
code = "B"
title = "Điểm thưởng sáng kiến"
window_cap = 3
cites = ["qc Điều 2"]
[criterion.rule]
kind = "per_event"
events = [{ what = "sáng kiến", each = 1, unit = "sáng kiến" }]
"""
UNITS = ("song-hong", "bien-dong", "truong-son", "cao-nguyen", "dong-bang")
HEAD_SECRETARY = "thu-ky-cum-truong"
Q1 = {"song-hong": ("18", "2"), "bien-dong": ("17", "0"), "truong-son": ("16", "1"), "cao-nguyen": ("15", "0"),
      "dong-bang": ("14", "0")}  # fmt: skip
Q2 = {"song-hong": ("15", "2"), "bien-dong": ("18", "0"), "truong-son": ("16", "1"), "cao-nguyen": ("12", "0"),
      "dong-bang": ("14", "0")}  # fmt: skip


def by_quarters(cast, text=TEXT):
    """The table adopted, the year running."""
    edition = engine.load(text)
    EditionText.objects.create(
        year=cast.year, text=engine.dump(edition), digest=engine.digest(edition), title=edition.title,
        status=Status.ADOPTED, adopted_on=dt.date(2026, 2, 1), effective_on=dt.date(2026, 2, 1),
        by_document="Quy chế minh hoạ",
    )  # fmt: skip
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.RUNNING)
    return cast


def open_round(cast, hand, period, due_on=DUE):
    actions.open_round(here=here(cast, HEAD_SECRETARY), hand=hand, period=period, due_on=due_on, at=AT)


def close_round(cast, hand, period, absent=()):
    actions.close_round(here=here(cast, HEAD_SECRETARY), hand=hand, period=period, at=AT,
                        absent={cast.member(unit).pk: "Không có phiếu" for unit in absent})  # fmt: skip


def send(cast, unit, period, given, extra):
    """An officer's sheet of a period, kept and sent by the leader."""
    rows = [Typed("A", {"points": given}), Typed("B", {"event1": extra})]
    member = cast.member(unit)
    actions.save_sheet(here=here(cast, f"can-bo-{unit}"), membership=member, hand=Hand.SELF, period=period, rows=rows,
                       at=AT)  # fmt: skip
    actions.submit_sheet(here=here(cast, f"lanh-dao-{unit}"), membership=member, hand=Hand.SELF, period=period, at=AT)


def self_scored(cast, period, figures):
    """One period: every unit of `figures` sent its sheet; the others are recorded as absent."""
    open_round(cast, Hand.SELF, period)
    for unit, (given, extra) in figures.items():
        send(cast, unit, period, given, extra)
    close_round(cast, Hand.SELF, period, absent=[unit for unit in UNITS if unit not in figures])


def judge(cast, unit, period, *rows):
    """One unit's appraised sheet of a period, sent."""
    who, member = here(cast, secretary_for(unit)), cast.member(unit)
    actions.save_sheet(here=who, membership=member, hand=Hand.APPRAISED, period=period, rows=rows, at=AT)
    actions.submit_sheet(here=who, membership=member, hand=Hand.APPRAISED, period=period, at=AT)


def appraised(cast, period, figures):
    """One period from its opening to the closed appraisal, nothing changed on the way."""
    self_scored(cast, period, figures)
    open_round(cast, Hand.APPRAISED, period)
    for unit in UNITS:
        judge(cast, unit, period)
    close_round(cast, Hand.APPRAISED, period)
