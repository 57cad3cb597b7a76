"""Mười nghìn lần trong việc chạy nền: the ranking drawn anew so often that a page would wait; kept with its figures."""

from django.utils.translation import gettext as _

from thidua.insight import queries, rules
from thidua.insight.actions import keep_simulation
from thidua.insight.stability import Field, field_of, simulate
from thidua.insight.terms import Varied
from thidua.jobs.work import Made, Run, long_work
from thidua.kit import clock
from thidua.kit.refusal import Refused, require
from thidua.members.models import ClusterYear, Person
from thidua.members.queries import Here, standing
from thidua.scoring.bridge import Book
from thidua.scoring.terms import Column

MANY = 10_000


def field_in(book: Book) -> Field:
    """What a book's rankings are drawn from."""
    return field_of(book.edition, book.scores(Column.AGREED), book.scores(Column.SELF))


@long_work
def ten_thousand(run: Run, *, year: int, varied: str) -> Made:
    """The work of the background: stopped at any few hundred cases, and then nothing of it is kept."""
    here = _here(run, year)
    found = queries.kept(here)
    if found is None or found.edition.periods:
        raise Refused(_("Năm này chưa có bảng điểm cả năm để thử."))
    field = field_in(found.book(""))
    if not field.units:
        raise Refused(_("Chưa đủ điểm để thử: cần mọi tiêu chí của ít nhất một đơn vị có điểm."))

    def told(done: int) -> bool:
        run.step(done, MANY)
        return True

    made = simulate(field, MANY, Varied(varied), told)
    keep_simulation(here=here, field=field, made=made, at=run.moment())
    return Made(said=_("Đã tính %(n)s lần; kết quả ở trang Thứ hạng có vững.") % {"n": MANY})


def _here(run: Run, year: int) -> Here:
    """Where the owner stands now; the power may have gone since the work was asked for."""
    person = Person.objects.get(pk=run.owner)
    place = standing(person, ClusterYear.objects.select_related("cluster").get(pk=year), clock.day_of(run.moment()))
    if place is None:
        raise Refused(_("Bạn không còn chức trách trong năm này."))
    require(rules.why_not_judge_hands(place))
    return place
