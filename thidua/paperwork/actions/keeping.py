"""What a cluster keeps for its papers: templates, lists of recipients, the letterhead, how numbers run."""

import datetime as dt
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from thidua.kit import files
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.queries import Here
from thidua.paperwork.models import Letterhead, RecipientList, Register, Template
from thidua.paperwork.queries import issuer_of, letterhead_of, one_series
from thidua.paperwork.rules import KEEPERS, why_not_keep, why_not_renumber, why_not_use
from thidua.paperwork.sample import sample_paper
from thidua.paperwork.terms import Kind, TemplateState
from thidua.paperwork.vetting import why_not_fit

WORD = {kind: extension for kind, extension in files.OFFICE.items() if extension == "docx"}


@transaction.atomic
def upload_template(*, here: Here, kind: Kind, upload: "UploadedFile[Any]", at: dt.datetime) -> Template:
    """Take in a template on trial; it is looked through and filled with sample data before it is kept."""
    require(why_not_keep(here))
    seen = files.sniff(upload, WORD)
    data = upload.read()
    require(why_not_fit(data, sample_paper(kind)), "file")
    take_turn()
    cluster = here.year.cluster
    last = Template.objects.filter(cluster=cluster, kind=kind).aggregate(last=Max("version"))["last"] or 0
    upload.seek(0)
    kept = default_storage.save(files.random_name("templates", seen.extension), upload)
    made = Template.objects.create(
        cluster=cluster, kind=kind, version=last + 1, file=kept, name=(upload.name or "")[:200], sha256=seen.sha256,
        by_name=here.person.name, at=at,
    )  # fmt: skip
    record(act="paperwork.template", subject=made, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"kind": kind, "version": str(made.version), "sha256": seen.sha256})  # fmt: skip
    return made


@transaction.atomic
def use_template(*, here: Here, template: Template, at: dt.datetime) -> None:
    """Papers of its kind are made with this version from now on; those made before keep theirs."""
    take_turn()
    template.refresh_from_db()
    require(why_not_use(here, template))
    same = Template.objects.filter(cluster=here.year.cluster, kind=template.kind)
    same.filter(state=TemplateState.IN_USE).update(state=TemplateState.RETIRED)
    same.filter(pk=template.pk).update(state=TemplateState.IN_USE)
    record(act="paperwork.use_template", subject=template, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"kind": template.kind, "version": str(template.version)})  # fmt: skip


@transaction.atomic
def retire_templates(*, here: Here, kind: Kind, at: dt.datetime) -> None:
    """Back to the shipped template of a kind; every version stays, to be used again."""
    require(why_not_keep(here))
    used = Template.objects.filter(cluster=here.year.cluster, kind=kind, state=TemplateState.IN_USE).first()
    if used is None or not Template.objects.filter(pk=used.pk, state=TemplateState.IN_USE).update(
        state=TemplateState.RETIRED
    ):
        raise Refused(_("Loại văn bản này đang dùng mẫu có sẵn."))
    record(act="paperwork.retire_template", subject=used, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"kind": kind})  # fmt: skip


@transaction.atomic
def keep_recipients(
    *, here: Here, name: str, lines: list[str], at: dt.datetime, old: RecipientList | None = None
) -> None:
    """Keep a named list, new or changed."""
    require(why_not_keep(here))
    said = [line.strip().rstrip(";.") for line in lines if line.strip()]
    if not said:
        raise Refused(_("Hãy ghi ít nhất một nơi nhận, mỗi nơi một dòng."), "lines")
    try:
        with transaction.atomic():
            kept = old or RecipientList(cluster=here.year.cluster)
            kept.name, kept.lines = name.strip(), said
            kept.save()
    except IntegrityError:
        raise Refused(_("Đã có danh sách tên “%(name)s”.") % {"name": name.strip()}, "name") from None
    record(act="paperwork.recipients", subject=kept, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"lines": said})  # fmt: skip


@transaction.atomic
def remove_recipients(*, here: Here, old: RecipientList, at: dt.datetime) -> None:
    """Remove a list; papers made with it keep what is written on them."""
    require(why_not_keep(here))
    record(act="paperwork.remove_recipients", subject=old, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"lines": old.lines})  # fmt: skip
    old.delete()


@transaction.atomic
def keep_letterhead(*, here: Here, place: str, mark: str, at: dt.datetime) -> None:
    """The place before the date and the mark in the number, for papers made from now on."""
    require(why_not_keep(here))
    kept, _new = Letterhead.objects.update_or_create(
        cluster=here.year.cluster, defaults={"place": place.strip(), "mark": mark.strip()}
    )
    record(act="paperwork.letterhead", subject=kept, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"place": kept.place, "mark": kept.mark})  # fmt: skip


@transaction.atomic
def number_together(*, here: Here, together: bool, at: dt.datetime) -> None:
    """One series of numbers through all kinds this calendar year, or one for each kind."""
    take_turn()
    require(why_not_renumber(here, here.day.year))
    issuer = issuer_of(here)
    assert issuer is not None  # noqa: S101  the rule asked
    which: dict[str, Any] = {"issuer": issuer, "mark": letterhead_of(here.year.cluster).mark, "year": here.day.year}
    if one_series(**which) == together:
        return
    if together:
        Register.objects.filter(**which, last=0).delete()
    series, _new = Register.objects.get_or_create(**which, series="")
    record(act="paperwork.numbering", subject=series, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"together": together})  # fmt: skip
    if not together:
        series.delete()
