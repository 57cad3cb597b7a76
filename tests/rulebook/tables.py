"""The sample table in the sample year: drafted, proposed, adopted by the people whose work that is."""

import datetime as dt

from thidua.rulebook import actions
from thidua.rulebook.queries import start_from
from thidua.samples.cast import moment

ADDRESS = "/cum/cum-mau/2026/bang-tieu-chi/"
AT = moment(2026, 1, 20)
DAY = dt.date(2026, 1, 25)
SAMPLE = start_from("mau-minh-hoa", 2026)
AMENDED = SAMPLE.replace("năm 2026", "năm 2026, sửa đổi", 1)


def draft(cast, text=SAMPLE, username="thu-ky-cum-truong"):
    return actions.draft(here=cast.here(username), text=text, at=AT)


def propose(cast, text=SAMPLE):
    edition = draft(cast, text)
    actions.propose(here=cast.here("thu-ky-cum-truong"), edition=edition, at=AT)
    return edition


def adopt(cast, edition, **given):
    given = {"on": DAY, "by_document": "Quy chế minh hoạ số 03", **given}
    return actions.adopt(here=cast.here("thuong-truc"), edition=edition, at=AT, **given)


def adopt_sample(cast):
    return adopt(cast, propose(cast))
