"""The writer of the questions kept: keep, rename, remove."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.insight.asking.question import read
from thidua.insight.asking.rules import why_not_change, why_not_name, why_not_show
from thidua.insight.models import SavedQuestion
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor


@transaction.atomic
def keep(
    *, by: Actor, name: str, asked: dict[str, str], clusters: dict[int, str], cluster: int | None, at: dt.datetime
) -> SavedQuestion:  # fmt: skip
    """Keep a question under a name, shown to one of these clusters too or to nobody else."""
    take_turn()
    require(why_not_name(by.person, name), "name")
    require(why_not_show(clusters, cluster), "cluster")
    made = SavedQuestion.objects.create(
        person_id=by.person, name=name.strip(), asked=read(asked).query, cluster_id=cluster, made_at=at
    )
    record(act="insight.keep_question", subject=made, by=by, at=at, facts={"asked": made.asked, "cluster": cluster})
    return made


@transaction.atomic
def rename(*, by: Actor, found: SavedQuestion, name: str, at: dt.datetime) -> None:
    """Give it another name."""
    take_turn()
    require(why_not_change(by.person, found))
    require(why_not_name(by.person, name, besides=found.pk), "name")
    SavedQuestion.objects.filter(pk=found.pk).update(name=name.strip())
    record(
        act="insight.rename_question", subject=found, by=by, at=at, facts={"before": found.name, "after": name.strip()}
    )


@transaction.atomic
def remove(*, by: Actor, found: SavedQuestion, at: dt.datetime) -> None:
    """Take it away; what it asked stays in the record."""
    take_turn()
    require(why_not_change(by.person, found))
    record(act="insight.remove_question", subject=found, by=by, at=at, facts={"asked": found.asked})
    gone, _rows = SavedQuestion.objects.filter(pk=found.pk).delete()
    if not gone:
        raise Refused(_("Câu hỏi này đã được xoá."))
