"""The sample accounts, for the sign-in page of a site that holds nothing else."""

from dataclasses import dataclass

from django.conf import settings

from thidua.members.models import Person, Seat
from thidua.members.terms import Office
from thidua.samples.cast import PASSWORD


@dataclass(frozen=True)
class SignIn:
    """One sample account per office."""

    username: str
    name: str
    office: str
    cluster: str


def only_samples() -> bool:
    """Whether every account of the site is a sample; one real account hides the list for good."""
    return settings.SHOW_SAMPLE_SIGN_INS and not Person.objects.filter(illustrative=False).exists()


def sample_sign_ins() -> list[SignIn]:
    """One account for each office that is held, the fictitious cluster's first; empty on a real site."""
    if not only_samples():
        return []
    chosen: dict[tuple[str, str], SignIn] = {}
    seats = Seat.objects.filter(until=None, person__illustrative=True).select_related("person", "year__cluster")
    for seat in seats.order_by("-year__year", "membership__order", "pk"):
        cluster = seat.year.cluster.name if seat.year else ""
        key = (seat.office, cluster)
        if key not in chosen and seat.person.has_usable_password():
            chosen[key] = SignIn(seat.person.username, seat.person.name, seat.get_office_display(), cluster)
    order = {office.value: place for place, office in enumerate(Office)}
    return sorted(chosen.values(), key=lambda one: (one.cluster, order.get(one.office, 0), one.username))


def sample_password() -> str:
    return PASSWORD
