"""Đối chiếu: what the article says beside what the record of the year holds; it is entered elsewhere."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.kit.viet import fold
from thidua.members.queries import Here
from thidua.members.terms import Lead
from thidua.news.reading import Reading
from thidua.season.queries import launch_of
from thidua.story.proposing import member_of


@dataclass(frozen=True)
class Compared:
    """One thing the article says, what the record holds, and where it would be entered."""

    what: str | Promise
    read: str
    held: str
    where: str

    @property
    def same(self) -> bool:
        return bool(self.held) and fold(self.read) == fold(self.held)


def comparison(here: Here, reading: Reading) -> list[Compared]:
    """Cluster, members, movement, handover: what the article says of them and what the year says."""
    launch = launch_of(here.year)
    movement = launch.movement if launch else None
    said = {name: one.value for name, one in reading.single.items()}
    next_head, next_deputy = said.get("head_to", ""), said.get("deputy_to", "")
    heads = {role: leads.unit.name for role, leads in here.leads.items()}
    rows = [
        Compared(_("Cụm thi đua"), said.get("cluster", ""), f"{here.year.cluster.name}", "members:people"),
        Compared(_("Phong trào"), said.get("movement", ""), movement.name if movement else "", "season:season"),
        Compared(_("Khẩu hiệu"), said.get("slogan", ""), movement.slogan if movement else "", "season:season"),
        Compared(_("Cơ quan phát động"), said.get("launched_by", ""), movement.launched_by if movement else "",
                 "season:season"),
        *(Compared(_("Đơn vị thành viên"), name, _unit(here, name), "members:people") for name in reading.members),
        Compared(_("Cụm trưởng bàn giao"), said.get("head_from", ""), heads.get(Lead.HEAD, ""), "handover:handover"),
        Compared(_("Cụm trưởng nhận"), next_head, _unit(here, next_head), "handover:handover"),
        Compared(_("Cụm phó nhận"), next_deputy, _unit(here, next_deputy), "handover:handover"),
        Compared(_("Tác giả"), ", ".join(reading.authors), "", ""), Compared(_("Nguồn"), reading.source, "", ""),
    ]  # fmt: skip
    return [row for row in rows if row.read]


def _unit(here: Here, name: str) -> str:
    found = member_of(name, here.members)
    return found.unit.name if found else ""
