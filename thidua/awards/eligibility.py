"""Xét điều kiện: every condition of a title against what is known here, each with its fact and article.

Three answers, never two: met, not met, or for a human to decide. What the catalogue marks unverified never refuses by
itself, and years of a unit that came out of others do not carry over silently: both become a human's decision.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.awards.models import Award, Dossier, Ruling
from thidua.awards.queries import awards_of, held, lineage_of, successor_of, title_name
from thidua.awards.terms import UNDER_WAY, Verdict
from thidua.awards.words import folded
from thidua.members.models import Membership
from thidua.results.queries import places
from thidua.rulebook.catalogue import Condition, TitleInfo, catalogue, title_named

LED_BY = 1


@dataclass(frozen=True)
class Item:
    """One condition: what it asks, what was found, where it stands."""

    verdict: Verdict
    text: str
    fact: str
    article: str
    verified: bool = True
    ruled: bool = False

    @property
    def asks(self) -> bool:
        """Whether a human's decision is wanted."""
        return self.verdict == Verdict.RULING


@dataclass(frozen=True)
class Nominee:
    """Who is looked at: a member unit, or a person of it; for which title, as the law stands on a day."""

    membership: Membership
    person: str
    title: TitleInfo
    day: dt.date

    @property
    def year(self) -> int:
        return self.membership.year.year


@dataclass(frozen=True)
class Checked:
    """All conditions and what they come to."""

    nominee: Nominee
    items: tuple[Item, ...]

    @property
    def verdict(self) -> Verdict:
        found = {item.verdict for item in self.items}
        return next((one for one in (Verdict.FAIL, Verdict.RULING) if one in found), Verdict.PASS)

    @property
    def lacking(self) -> list[Item]:
        return [item for item in self.items if item.verdict == Verdict.FAIL]

    def kept(self) -> dict[str, object]:
        """As a dossier keeps it: the law named article by article, on the day it was looked up."""
        return {
            "day": self.nominee.day.isoformat(), "verdict": self.verdict.value, "title": self.nominee.title.key,
            "law": self.nominee.title.article,
            "items": [[item.verdict.value, item.text, item.fact, item.article, item.verified] for item in self.items],
        }  # fmt: skip


def check(membership: Membership, title: str, day: dt.date, person: str = "") -> Checked | None:
    """Everything asked of a nominee; None when the title does not hold on that day, or is for the other kind."""
    info = title_named(title)
    if info is None or not info.holds_on(day) or (info.holder == "individual") != bool(person.strip()):
        return None
    nominee = Nominee(membership, person.strip(), info, day)
    asked = [one for one in (*info.conditions, *catalogue().rules) if one.holds_on(day)]
    ruled = {
        one.condition: one for one in Ruling.objects.filter(membership=membership, title=title)
        if folded(one.person) == folded(person)
    }  # fmt: skip
    return Checked(nominee, tuple(_item(nominee, one, ruled.get(one.text)) for one in asked))


def _item(nominee: Nominee, condition: Condition, ruling: Ruling | None) -> Item:
    verdict, fact = LOOKED_UP[condition.kind](nominee, condition)
    if verdict == Verdict.FAIL and not condition.verified:
        verdict = Verdict.RULING
        fact += " " + _("Giá trị này của luật chưa được xác minh nên phần mềm không tự loại.")
    if verdict == Verdict.RULING and ruling is not None:
        verdict = Verdict.PASS if ruling.passes else Verdict.FAIL
        fact = _("%(name)s quyết định ngày %(day)s: %(reason)s") % {
            "name": ruling.by_name, "day": f"{ruling.at:%d/%m/%Y}", "reason": ruling.reason,
        }  # fmt: skip
    return Item(verdict, condition.text, fact, condition.article, condition.verified, ruling is not None)


Found = tuple[Verdict, str]


def _leads(nominee: Nominee, condition: Condition) -> Found:
    table = places(nominee.membership.year)
    place = table.place_of(nominee.membership.unit.code) if table else None
    if place is None or place.rank is None:
        return Verdict.RULING, _("Chưa có thứ hạng của đơn vị trong kết quả đã công bố.")
    told = _("Kết quả đã công bố: hạng %(rank)s.") % {"rank": place.rank}
    return (Verdict.PASS if place.rank == LED_BY else Verdict.FAIL), told


def _prior(nominee: Nominee, condition: Condition) -> Found:
    """Years of the own record; where they do not reach, those of the units this one came out of ask for a human."""
    unit, last = nominee.membership.unit, nominee.year
    own = _years(awards_of([unit], nominee.person), condition)
    if condition.same_year:
        return _said(last in own, own, condition)
    ends = (last, last - 1)
    if any(all(end - back in own for back in range(condition.years)) for end in ends) or (
        not condition.in_a_row and len(own) >= condition.years
    ):
        return _said(True, own, condition)
    links = [] if nominee.person else lineage_of(unit)
    earlier = _years(awards_of([link.predecessor for link in links]), condition) if links else set()
    if earlier:
        names = "; ".join(f"{link.predecessor.name} ({link.get_kind_display()}, {link.on:%d/%m/%Y}, {link.by_document})"
                          for link in links)  # fmt: skip
        return Verdict.RULING, _(
            "Đơn vị có %(own)s; đơn vị trước có %(earlier)s: %(names)s. Tính tiếp hay không phải có người quyết định."
        ) % {"own": _listed(own), "earlier": _listed(earlier), "names": names}
    return _said(False, own, condition)


def _years(awards: list[Award], condition: Condition) -> set[int]:
    return {one.year for one in awards if successor_of(one.title) in condition.titles}


def _listed(years: set[int]) -> str:
    return ", ".join(map(str, sorted(years))) or _("không năm nào")


def _said(met: bool, years: set[int], condition: Condition) -> Found:
    names = ", ".join(title_name(key) for key in condition.titles)
    told = _("Sổ ghi %(names)s: %(years)s.") % {"names": names, "years": _listed(years)}
    return (Verdict.PASS if met else Verdict.FAIL), told


def _people(nominee: Nominee, condition: Condition) -> Found:
    """How many of the unit's people the register knows with the title; how many there are in all, it does not."""
    rows = Award.objects.filter(unit=nominee.membership.unit, year=nominee.year).exclude(person="")
    known = len({folded(one.person) for one in rows if successor_of(one.title) in condition.titles})
    told = _("Sổ ghi %(n)s cá nhân của đơn vị trong năm.") % {"n": known}
    enough = condition.kind == "has" and known >= condition.value
    return (Verdict.PASS if enough else Verdict.RULING), told


def _human(nominee: Nominee, condition: Condition) -> Found:
    return Verdict.RULING, _("Phần mềm không tự biết được điều này.")


def _held(nominee: Nominee, condition: Condition) -> Found:
    found = held(nominee.membership.unit, nominee.person, nominee.day)
    if found is None:
        return Verdict.PASS, _("Không có ghi nhận tạm dừng xét vào ngày này.")
    until = f"{found.until:%d/%m/%Y}" if found.until else _("khi có kết luận")
    return Verdict.FAIL, _("Đang tạm dừng xét từ %(since)s đến %(until)s: %(reason)s (%(document)s).") % {
        "since": f"{found.since:%d/%m/%Y}", "until": until, "reason": found.reason, "document": found.document,
    }  # fmt: skip


def _once(nominee: Nominee, condition: Condition) -> Found:
    """The same title for the same year is refused; another form for the year is for a human to tell apart."""
    mine = [one for one in awards_of([nominee.membership.unit], nominee.person) if one.year == nominee.year]
    for one in mine:
        if successor_of(one.title) == nominee.title.key:
            told = {"title": one.title_name, "number": one.decision.number}
            return Verdict.FAIL, _("Năm này đã được %(title)s (số %(number)s).") % told
    asked = Dossier.objects.filter(membership=nominee.membership, state__in=UNDER_WAY).exclude(title=nominee.title.key)
    others = [one.title_name for one in mine if (title_named(one.title) or nominee.title).form == nominee.title.form]
    others += [title_name(one.title) for one in asked if folded(one.person) == folded(nominee.person)
               and (title_named(one.title) or nominee.title).form == nominee.title.form]  # fmt: skip
    if others:
        return Verdict.RULING, _(
            "Cùng năm đã được hoặc đang được đề nghị: %(others)s. Có phải cùng một thành tích không?"
        ) % {"others": ", ".join(others)}
    return Verdict.PASS, _("Sổ không ghi khen thưởng nào khác cùng loại trong năm.")


LOOKED_UP: dict[str, Callable[[Nominee, Condition], Found]] = {
    "human": _human, "leads_cluster": _leads, "prior": _prior, "share": _people, "has": _people, "held": _held,
    "once": _once,
}  # fmt: skip
"""Who looks a kind of condition up."""
