"""Reading the ledger."""

from django.db.models import Q, QuerySet

from thidua.kit.viet import fold
from thidua.ledger.models import Entry
from thidua.ledger.terms import GENESIS


def history(subject: object) -> QuerySet[Entry]:
    """All acts on one thing, newest first."""
    return Entry.objects.filter(subject_kind=kind_of(subject), subject_id=str(subject.pk)).order_by("-seq")  # type: ignore[attr-defined]


def of_year(year_id: int, search: str = "") -> QuerySet[Entry]:
    """The acts of one cluster year, newest first; `search` looks in act, subject, person and unit."""
    entries = Entry.objects.filter(year_id=year_id).order_by("-seq")
    for word in search.split():
        entries = entries.filter(
            Q(subject_name__icontains=word) | Q(actor_name__icontains=word) | Q(actor_unit__icontains=word)
            | Q(act__icontains=fold(word)) | Q(reason__icontains=word)
        )  # fmt: skip
    return entries


def kind_of(subject: object) -> str:
    return str(subject._meta.label_lower)  # type: ignore[attr-defined]


def first_break() -> Entry | None:
    """The first entry that does not follow from the one before it, or whose content was altered; None when whole."""
    previous, expected = GENESIS, 1
    for entry in Entry.objects.order_by("seq").iterator():
        if entry.seq != expected or entry.previous != previous or entry.hash != entry.computed_hash():
            return entry
        previous, expected = entry.hash, expected + 1
    return None
