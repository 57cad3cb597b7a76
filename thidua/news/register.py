"""Trang công khai đọc từ đâu: what is shown to the public at a moment, read from the published rows alone."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from thidua.kit.viet import fold
from thidua.members.models import ClusterYear
from thidua.news.models import Freeze, Showing
from thidua.news.terms import Shown

MOST_FOUND = 60
WORDS = 8
"""Of a question, so many words are looked for."""
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
IN_GIN = "to_tsvector('simple', regexp_replace(news_showing.words, '[^a-z0-9]+', ' ', 'g')) @@ to_tsquery('simple', %s)"


def freeze_on() -> Freeze | None:
    """The freeze that is on."""
    return Freeze.objects.filter(on=True).first()


def rows(at: dt.datetime) -> QuerySet[Showing]:
    """Every row the public may know of at a moment: that came before it and, under a freeze, before the freeze."""
    return _known(at, freeze_on())


def _known(at: dt.datetime, frozen: Freeze | None) -> QuerySet[Showing]:
    seen = Showing.objects.filter(dropped=False)
    if frozen:
        seen, at = seen.filter(pk__lte=frozen.last), min(frozen.since, at)
    return seen.filter(Q(ahead=False) | Q(since__lte=at))


def newest(at: dt.datetime, *kinds: Shown) -> QuerySet[Showing]:
    """The row that counts for each thing, taken down or not."""
    return _counting(rows(at), *kinds)


def _counting(known: QuerySet[Showing], *kinds: Shown) -> QuerySet[Showing]:
    later = Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
    found = known.filter(~Exists(known.filter(later, kind=OuterRef("kind"), key=OuterRef("key")).order_by()))
    if len(kinds) == 1:
        return found.filter(kind=kinds[0])
    return found.filter(kind__in=kinds) if kinds else found


def shown(at: dt.datetime, *kinds: Shown) -> QuerySet[Showing]:
    """What the public sees, newest first."""
    return newest(at, *kinds).filter(ended=False)


def fresh(at: dt.datetime, wanted: Mapping[Shown, int]) -> dict[Shown, list[Showing]]:
    """Of each kind so many of what the public sees, newest first; a statement a kind."""
    known = _known(at, freeze_on())
    return {kind: list(_counting(known, kind).filter(ended=False)[:most]) for kind, most in wanted.items()}


def one(at: dt.datetime, kind: Shown, key: str) -> Showing | None:
    """The row that counts for one thing; ended when it was taken down, None when it was never shown."""
    return rows(at).filter(kind=kind, key=key).order_by("-since", "-pk").first()


def articles(at: dt.datetime) -> QuerySet[Showing]:
    """The articles by the day they were first published, the last one first."""
    return shown(at, Shown.ARTICLE).order_by("-first", "-pk")


def by_name(at: dt.datetime, kind: Shown) -> list[int]:
    """The numbers of the rows of a kind, in the order of their titles."""
    titles = shown(at, kind).values_list("data__title", "pk")
    return [number for _title, number in sorted(titles)]


def of_cluster(at: dt.datetime, year: ClusterYear, *kinds: Shown) -> QuerySet[Showing]:
    """What the public sees of the cluster a year belongs to, the latest year first."""
    return shown(at, *kinds).filter(year__cluster=year.cluster_id).order_by("-year__year", "-first", "-pk")


def found(at: dt.datetime, asked: str) -> list[Showing]:
    """What holds every word asked for, accents or not; articles first."""
    words = fold(asked).split()[:WORDS]
    if not words:
        return []
    hits = list(holding(shown(at), words)[:MOST_FOUND])
    in_title = [row for row in hits if all(word in fold(str(row)) for word in words)]
    return in_title + [row for row in hits if row not in in_title]


def holding(rows: QuerySet[Showing], words: list[str]) -> QuerySet[Showing]:
    """Of these rows those in which every word begins a word; PostgreSQL has an index for it, SQLite looks through."""
    if connection.vendor == "postgresql":
        asked = " & ".join(f"{part}:*" for word in words for part in NOT_A_WORD.sub(" ", word).split())
        return rows.extra(where=[IN_GIN], params=[asked]) if asked else rows.none()  # noqa: S610  letters and digits
    holds = Q()
    for word in words:
        holds &= Q(words__contains=word)
    return rows.filter(holds)


def pictures(data: object) -> Iterator[dict[str, object]]:
    """Every picture anywhere in what was published of a thing."""
    if isinstance(data, dict):
        if "stand_in" in data:
            yield data
            return
        data = list(data.values())
    for one_ in data if isinstance(data, list) else ():
        yield from pictures(one_)


def picture_names(at: dt.datetime) -> frozenset[str]:
    """The names under which sizes of pictures may be asked for."""
    return frozenset(
        f"{picture['file']}-{picture['x']}-{picture['y']}" for row in shown(at) for picture in pictures(row.data)
        if picture["file"]
    )  # fmt: skip


def words_of(data: object) -> str:
    """Everything written in what was published, folded for search; names of files and addresses are not words."""
    return fold(" ".join(_texts(data)))


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in ("file", "stand_in", "kind", "slug", "published_at", "changed_at", "address"):
                yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
