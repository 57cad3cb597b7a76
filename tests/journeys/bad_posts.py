"""Posting nonsense and noting what came of it; everything posted is undone."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.apps import apps
from django.contrib.messages import ERROR
from django.db import connection, transaction
from django.test import Client
from django.utils.html import escape, strip_tags

from thidua.ballots.models import Turnout
from thidua.members.models import ClusterYear

OURS = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("thidua.")]
COUNTED = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in OURS)  # noqa: S608  our own tables
SAID = re.compile(r'<(div|p) class="(?:note|lead|wrong)\b.*?</\1>', re.DOTALL)
MOVED, REFUSED, BROKEN = 302, 400, 500


@dataclass(frozen=True)
class Answer:
    """What a post came to: the status, the refusal's sentence, what broke, the fingerprints before and after."""

    status: int
    sentence: str = ""
    text: str = ""
    broke: str = ""
    before: tuple[object, ...] = ()
    after: tuple[object, ...] = ()

    @property
    def changed(self) -> bool:
        return self.after != self.before

    @property
    def refused(self) -> bool:
        return self.status >= REFUSED or bool(self.sentence)

    def still_holds(self, typed: str) -> bool:
        return str(escape(typed)) in self.text


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint() -> tuple[object, ...]:
    """Cheap, and enough: the rows of every table, where every year stands, who has voted. The ledger grows with each
    act; a secret vote alone fills in what was there."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        rows = sorted(cursor.fetchall())
    voted = Turnout.objects.filter(voted=True).count()
    return (*rows, voted, *ClusterYear.objects.order_by("pk").values_list("stage", flat=True))


class Watched:
    """Whether a statement wrote: nearly all that is refused writes nothing, and counting every table takes long."""

    wrote = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.wrote = self.wrote or sql.lstrip("( ").startswith(("INSERT", "UPDATE", "DELETE", "WITH"))
        return execute(sql, *rest)


def post(visitor: Client, address: str, typed: dict[str, Any], before: tuple[object, ...]) -> Answer:
    """Post, and open the page the answer leads to: what was taken in must not break what shows it.

    `before`: the fingerprint before the post.
    """
    visitor.cookies.pop("messages", None)  # what was said to the post before
    with connection.execute_wrapper(watched := Watched()):
        answer = visitor.post(address, typed)
    if answer.status_code >= BROKEN:
        return Answer(answer.status_code, broke=repr(answer.exc_info[1])[:300])
    text, broke = answer.content.decode(errors="replace"), ""  # a file is no text
    after = fingerprint() if watched.wrote else before
    queued = getattr(getattr(answer.wsgi_request, "_messages", None), "_queued_messages", ())
    sentence = " ".join(str(message) for message in queued if message.level >= ERROR)
    if answer.status_code >= REFUSED:
        sentence = " ".join(unescape(strip_tags(part[0])) for part in SAID.finditer(text))
    if after != before and answer.status_code == MOVED:
        shown = visitor.get(answer["Location"])
        broke = repr(shown.exc_info[1])[:300] if shown.status_code >= BROKEN else ""
    return Answer(answer.status_code, re.sub(r"\s+", " ", sentence).strip(), text, broke, before, after)
