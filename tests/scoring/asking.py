"""A small table that asks about the units themselves: who is scored by what, and in which group."""

import datetime as dt

from tests.scoring.year import AT, DUE, here
from thidua import engine
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.scoring import actions
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand

TEXT = """
name = "bang-hoi-don-vi"
title = "Bảng hỏi thông tin đơn vị (số liệu minh hoạ)"
year = 2026
total = 30
rank_within = "nhom"
[[source]]
key = "qc"
text = "Quy chế minh hoạ"
[[criterion]]
code = "A"
title = "Điểm chấm trực tiếp"
max = 10
cites = ["qc Điều 1"]
rule = { kind = "given" }
[[criterion]]
code = "B"
title = "Chỉ dành cho khối 9"
max = 10
applies = "unit.khoi == 9"
cites = ["qc Điều 2"]
rule = { kind = "given" }
[[criterion]]
code = "C"
title = "Tính theo sĩ số"
max = 10
cites = ["qc Điều 3"]
[criterion.rule]
kind = "formula"
formula = "min(full, n / unit.si_so * 100)"
words = "Số lượt chia sĩ số, nhân 100"
asks = [{ key = "n", label = "Số lượt", kind = "count" }]
"""
UNITS = ("song-hong", "bien-dong", "truong-son", "cao-nguyen", "dong-bang")


def asking(cast):
    """The table adopted, the self round open."""
    edition = engine.load(TEXT)
    EditionText.objects.create(
        year=cast.year, text=engine.dump(edition), digest=engine.digest(edition), title=edition.title,
        status=Status.ADOPTED, adopted_on=dt.date(2026, 2, 1), effective_on=dt.date(2026, 2, 1),
    )  # fmt: skip
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.RUNNING)
    actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.SELF, due_on=DUE, at=AT)
    return cast


def send(cast, unit, **written):
    """An officer's sheet, kept and sent by the leader."""
    rows = [Typed(code, {key: text}, reason) for code, (key, text, reason) in written.items()]
    member = cast.member(unit)
    actions.save_sheet(here=here(cast, f"can-bo-{unit}"), membership=member, hand=Hand.SELF, rows=rows, at=AT)
    actions.submit_sheet(here=here(cast, f"lanh-dao-{unit}"), membership=member, hand=Hand.SELF, at=AT)
