"""Dữ kiện của một bài: the words of every trace, for whatever an article was drafted from; what has changed since.

`origin` names what an article was drafted from: "conference.7", "launch", "result", "exemplar.3".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from thidua.kit.viet import number
from thidua.members.models import ClusterYear
from thidua.members.queries import members_of
from thidua.news.facts import Standing
from thidua.news.models import Article, Exemplar
from thidua.news.queries import album
from thidua.news.queries import exemplars as exemplars_of
from thidua.news.short_drafts import Award, ExemplarFacts, LaunchFacts, ResultFacts
from thidua.news.terms import State
from thidua.results.queries import nominations, places
from thidua.season.queries import launch_of
from thidua.story import queries

LAUNCH, RESULT, EXEMPLAR, CONFERENCE = "launch", "result", "exemplar", "conference"


def launch_facts(year: ClusterYear) -> LaunchFacts | None:
    launch = launch_of(year)
    if launch is None:
        return None
    one = launch.movement
    return LaunchFacts(
        cluster=year.cluster.name, movement=one.name, year=year.year, launched_by=one.launched_by, slogan=one.slogan,
        aims=one.aims, on=launch.on, document=launch.by_document, illustrative=year.cluster.illustrative,
        members=tuple(queries.member_of(member.unit) for member in members_of(year)),
    )  # fmt: skip


def result_facts(year: ClusterYear) -> ResultFacts | None:
    """Only what was published."""
    table, launch = places(year), launch_of(year)
    if table is None:
        return None
    awards = [
        Award(f"award.{one.row.pk}", one.row.membership.unit.short_name, one.title, one.decision.number,
              one.decision.on)
        for one in nominations(year) if one.decision and one.decision.granted
    ]  # fmt: skip
    ranking = [Standing(f"place.{row.unit}", row.rank, row.name, number(row.total))
               for row in table.rows if row.rank and row.total is not None]  # fmt: skip
    return ResultFacts(
        cluster=year.cluster.name, year=year.year, movement=launch.movement.name if launch else "",
        ranking=tuple(ranking), awards=tuple(awards), illustrative=year.cluster.illustrative,
    )  # fmt: skip


def exemplar_facts(exemplar: Exemplar) -> ExemplarFacts:
    return ExemplarFacts(
        f"exemplar.{exemplar.pk}", exemplar.title, exemplar.holder,
        exemplar.membership.unit.name if exemplar.membership else "", exemplar.deed,
        exemplar.year.cluster.illustrative,
    )  # fmt: skip


def known(year: ClusterYear, origin: str) -> dict[str, str]:
    """The words of every trace an article of that origin may have, as the record stands; in Vietnamese."""
    kind, _dot, pk = origin.partition(".")
    with override("vi"):
        words = {f"picture.{one.pk}": f"Ảnh: {one.caption}" for one in album(year)}
        words |= {"illustrative": "Số liệu minh hoạ", "cluster": f"Cụm thi đua: {year.cluster.name}",
                  "year": f"Năm: {year.year}"}  # fmt: skip
        if kind == CONFERENCE:
            held = queries.conferences(year).filter(pk=pk).first()
            return words | (queries.meanings(queries.facts(held)) if held else {})
        if kind == EXEMPLAR:
            one = exemplars_of(year).filter(pk=pk).first()
            return words | (_exemplar(exemplar_facts(one)) if one else {})
        return words | _of_year(year)


def _of_year(year: ClusterYear) -> dict[str, str]:
    words: dict[str, str] = {}
    if launch := launch_facts(year):
        words |= {
            "movement": f"Phong trào: {launch.movement}", "launched_by": f"Cơ quan phát động: {launch.launched_by}",
            "slogan": f"Khẩu hiệu: {launch.slogan}", "aims": f"Mục đích, yêu cầu: {launch.aims}",
            "launch.on": f"Ngày phát động: {launch.on:%d/%m/%Y}" if launch.on else "",
            "launch.document": f"Văn bản phát động: {launch.document}",
        }  # fmt: skip
        words |= {one.key: f"Đơn vị thành viên: {one.name}" for one in launch.members}
    if result := result_facts(year):
        words |= {one.key: queries.standing_words(one) for one in result.ranking}
        words |= {one.key: f"Quyết định: {one.unit}, {one.title}, số {one.number} ngày {one.on:%d/%m/%Y}"
                  for one in result.awards}  # fmt: skip
    return words


def _exemplar(one: ExemplarFacts) -> dict[str, str]:
    return {
        f"{one.key}.title": f"Việc làm, mô hình: {one.title}",
        f"{one.key}.holder": f"Tập thể, cá nhân: {one.holder}{f', {one.unit}' if one.unit else ''}",
        f"{one.key}.deed": f"Đã làm gì: {one.deed}",
    }


@dataclass(frozen=True)
class Changed:
    """Dữ kiện đã đổi: what the text was made from, what the record says now ("" when it says nothing any more)."""

    key: str
    before: str
    now: str


def changed(article: Article, now: Mapping[str, str] | None = None) -> list[Changed]:
    """The facts of a drafted article that the record tells otherwise today."""
    facts: dict[str, str] = article.sources.get("facts", {})
    if not facts:
        return []
    words = now if now is not None else known(article.year, article.sources.get("origin", ""))
    return [Changed(key, said, words.get(key, "")) for key, said in facts.items() if words.get(key, "") != said]


def flagged(year: ClusterYear, articles: Iterable[Article] | None = None) -> list[tuple[Article, list[Changed]]]:
    """The articles of a year, drafts and published ones (or these of it), that no longer say what the record says."""
    words: dict[str, dict[str, str]] = {}
    found = []
    if articles is None:
        articles = Article.objects.filter(year=year).exclude(state=State.WITHDRAWN).select_related("year__cluster")
    for article in articles:
        if not article.sources.get("facts"):
            continue
        origin = article.sources.get("origin", "")
        if origin not in words:
            words[origin] = known(year, origin)
        if told := changed(article, words[origin]):
            found.append((article, told))
    return found


@dataclass(frozen=True)
class SentenceOf:
    """Câu và nguồn: a piece of a text; the records it was made from, or none when somebody wrote it."""

    text: str
    traces: tuple[str, ...]
    stale: bool


def sentences_of(article: Article, text: str, now: Mapping[str, str], stale: Iterable[str]) -> list[SentenceOf]:
    """The text cut into its drafted sentences, which still name their records, and what was written besides."""
    told: list[tuple[str, list[str]]] = [
        (said, keys) for said, keys in article.sources.get("sentences", ()) if said and said in text
    ]
    told.sort(key=lambda one: (-len(one[0]), text.index(one[0])))
    facts, old = article.sources.get("facts", {}), set(stale)
    pieces: list[Any] = [text]
    for said, keys in told:
        at = next((place for place, piece in enumerate(pieces) if isinstance(piece, str) and said in piece), None)
        if at is None:
            continue
        before, _said, after = pieces[at].partition(said)
        words = tuple(now.get(key) or facts.get(key, key) for key in keys)
        pieces[at : at + 1] = [before, SentenceOf(said, words, bool(old & set(keys))), after]
    return [piece if isinstance(piece, SentenceOf) else SentenceOf(piece.strip(), (), stale=False)
            for piece in pieces if isinstance(piece, SentenceOf) or piece.strip()]  # fmt: skip
