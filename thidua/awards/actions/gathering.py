"""Handing the gathering of a dossier to the background: who took it, and every file read, on record."""

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.awards.council import closed_rounds
from thidua.awards.gathering import gathered
from thidua.awards.models import Dossier
from thidua.awards.rules import why_not_gather
from thidua.ballots.rules import why_not_read
from thidua.jobs.actions import start
from thidua.jobs.models import Job
from thidua.kit.refusal import require
from thidua.ledger.actions import record
from thidua.members.queries import Here
from thidua.paperwork.queries import seen_by
from thidua.paperwork.terms import Status
from thidua.reports.actions import record_reading
from thidua.reports.queries import own_evidence


@transaction.atomic
def gather(
    *, here: Here, by: AbstractBaseUser, dossier: Dossier, how: str, back: str, at: dt.datetime
) -> Job:  # fmt: skip
    """One PDF or one zip of the nominee's papers and evidence, of those that whoever asks may read."""
    require(why_not_gather(here, dossier))
    about = Q(subject__startswith="conference:") | Q(subject=f"submission:{here.year.pk}")
    about |= Q(subject__startswith="pack:", subject__endswith=f":{dossier.membership_id}")
    if dossier.ballot_id:
        about |= Q(subject__in=[f"ballot:{dossier.ballot_id}", f"ballot-tie:{dossier.ballot_id}"])
    papers = list(seen_by(here).filter(about, status=Status.ISSUED).values_list("pk", flat=True))
    files = {one.pk: one for some in own_evidence(dossier.membership).values() for one in some}
    for one in files.values():
        record_reading(here=here, evidence=one, at=at)
    record(act="awards.gather", subject=dossier, by=here.actor(), at=at, year_id=here.year.pk,
           facts={"how": how, "papers": len(papers), "evidence": len(files)})  # fmt: skip
    counts = [one.pk for one in closed_rounds(dossier) if not why_not_read(here, one)]
    given = {
        "dossier": dossier.pk,
        "papers": papers,
        "counts": counts,
        "evidence": list(files),
        "day": here.day.isoformat(),
        "how": how,
    }
    title = _("Gom hồ sơ %(who)s") % {"who": dossier.person or dossier.membership.unit.name}
    return start(by=by, work=gathered, given=given, title=title, at=at, back=back)
