"""Năm mẫu, the awards: a dossier from the cluster to the decision, the register of some years, layouts, the fund."""

import datetime as dt

from thidua.awards import actions as awards
from thidua.awards.actions import Line
from thidua.awards.eligibility import check
from thidua.awards.models import Dossier
from thidua.ballots import actions as ballots
from thidua.ballots.terms import Choice, Form
from thidua.ledger.terms import Actor
from thidua.members.terms import Office
from thidua.samples.cast import YEAR, Cast, moment

AWARD, LEADER = "co-bo-tinh", "truong-son"
MET = "Có báo cáo và biên bản thẩm định kèm theo (minh hoạ)"
BODY, SIGNER = "Bộ Minh hoạ", "Người có thẩm quyền (minh hoạ)"
PAST = (
    (2023, "song-hong", "2003-don-vi-quyet-thang", ""), (2024, "song-hong", "don-vi-quyet-thang", ""),
    (2024, "truong-son", "don-vi-quyet-thang", ""), (2025, "truong-son", "don-vi-quyet-thang", ""),
    (2023, "truong-son", "2003-chien-si-thi-dua-co-so", "Trưởng phòng Tham mưu"),
    (2024, "truong-son", "chien-si-thi-dua-co-so", "Trưởng phòng Tham mưu"),
    (2025, "truong-son", "chien-si-thi-dua-co-so", "Trưởng phòng Tham mưu"),
    (2025, "bien-dong", "chien-si-thi-dua-co-so", "Đội trưởng Đội Tổng hợp"),
)  # fmt: skip


def keeper(cast: Cast) -> Actor:
    return cast.here("thuong-truc").actor(Office.STANDING_OFFICE)


def open_dossier(cast: Cast, day: dt.date) -> None:
    """The dossier of the unit that leads."""
    awards.open_dossier(here=cast.here("thu-ky-cum-truong", day), membership=cast.member(LEADER), title=AWARD,
                        achievement="Dẫn đầu cụm với kết quả đã công bố (minh hoạ).", at=moment(YEAR, 11, 20, 14),
                        )  # fmt: skip


def send(cast: Cast, day: dt.date) -> None:
    dossier = Dossier.objects.get(year=cast.year)
    awards.move(here=cast.here("thu-ky-cum-truong", day), dossier=dossier, way="send", at=moment(YEAR, 11, 20, 15))


def decide(cast: Cast) -> None:
    """An opinion, the rulings, the council, the decision, all on the day after."""
    at = moment(YEAR, 11, 21)
    dossier, office = Dossier.objects.get(year=cast.year), cast.here("thuong-truc", at.date())
    asked = awards.ask(here=office, dossier=dossier, person=cast.person("lanh-dao-song-hong"),
                       question="Việc chấp hành kỷ luật trong năm", at=at)  # fmt: skip
    awards.give_opinion(here=cast.here("lanh-dao-song-hong", at.date()), opinion=asked, agrees=True,
                        text="Không có vi phạm (minh hoạ).", at=at)  # fmt: skip
    found = check(dossier.membership, dossier.title, at.date())
    for item in found.items if found else ():
        if item.asks:
            awards.rule(here=office, membership=dossier.membership, title=dossier.title, condition=item.text,
                        passes=True, reason=MET, at=at)  # fmt: skip
    awards.move(here=office, dossier=dossier, way="to_council", at=at)
    vote(cast, dossier, at)
    awards.answer(here=cast.here("thuong-truc", at.date()), dossier=dossier, body=BODY, number="99/QĐ-MH",
                  on=at.date(), signer=SIGNER, at=at)  # fmt: skip


def vote(cast: Cast, dossier: Dossier, at: dt.datetime) -> None:
    """A secret vote of the Council, four to one; the answer is taken from the count."""
    office, day = cast.here("thuong-truc", at.date()), at.date()
    made, = awards.call_council(here=office, title="Hội đồng xét khen thưởng (minh hoạ)", form=Form.SECRET, rounds=2,
                                dossiers=[dossier.pk], quorum_percent=80, at=at)  # fmt: skip
    council = [cast.here(f"hoi-dong-{n}", day) for n in range(1, 6)]
    for teller in council[:2]:
        ballots.mark_open(here=teller, ballot=made, at=at)
    asked = made.nominees.get().pk
    made.refresh_from_db()
    for one in council:
        said = Choice.NO if one == council[-1] else Choice.YES
        ballots.cast(here=one, ballot=made, choices={asked: said}, at=at)
    for teller in council[:2]:
        ballots.mark_close(here=teller, ballot=made, at=at)
    awards.take_count(here=office, ballot=made, at=at)
    dossier.refresh_from_db()


def fill_register(cast: Cast) -> None:
    """Some past years, our two layouts, money in the fund; once a site."""
    by, at = keeper(cast), moment(YEAR, 11, 21, 9)
    for year in sorted({row[0] for row in PAST}):
        lines = [Line(cast.member(unit).unit.name, title, year, person, person, cast.member(unit).unit)
                 for when, unit, title, person in PAST if when == year]  # fmt: skip
        awards.enter_decision(by=by, at=at, body=BODY, number=f"{year % 100}/QĐ-MH", on=dt.date(year, 12, 15),
                              signer=SIGNER, lines=lines)  # fmt: skip
    awards.make_layout(by=by, at=at, name="Giấy trắng A4, có khung", printed=False)
    awards.make_layout(by=by, at=at, name="Phôi in sẵn A4", printed=True)
    awards.enter_money(by=by, at=at, on=at.date(), amount=100_000_000, what="Trích quỹ đầu năm (minh hoạ)",
                       document="Chứng từ minh hoạ")  # fmt: skip
