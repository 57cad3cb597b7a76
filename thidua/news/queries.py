"""Reading the news: who sees which article, its blocks with their pictures, what the public may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thidua.ledger.queries import history
from thidua.members.models import ClusterYear, Person
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.news.blocks import LINKS, Figures, Link, figures_of, link_of
from thidua.news.blocks import picture_numbers as numbers_in
from thidua.news.drafting import BlockKind
from thidua.news.models import Article, Exemplar, Jotting, Picture, Showing, Version
from thidua.news.terms import Shown as Kind
from thidua.news.terms import State

WRITERS = (Office.PRESS_OFFICER, Office.HEAD_SECRETARY)
REVIEWERS = (Office.PRESS_OFFICER, Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE)
PHOTOGRAPHERS = (*WRITERS, Office.CONFERENCE_SECRETARY)
FREEZERS = (Office.STANDING_OFFICE, Office.HEAD_SECRETARY)
OFFICIAL = (Office.HEAD_SECRETARY, Office.STANDING_OFFICE)
OPENERS = {
    Kind.ARTICLE: REVIEWERS, Kind.CLUSTER: OFFICIAL, Kind.MOVEMENT: OFFICIAL, Kind.BOARD: OFFICIAL,
    Kind.DECISIONS: OFFICIAL, Kind.ALBUM: REVIEWERS, Kind.EXEMPLAR: REVIEWERS,
}  # fmt: skip
"""Who shows what to the public. An article also passes its review."""
WROTE = ("news.draft", "news.start", "news.save")
"""The acts by which a person becomes one of those who wrote the article."""


@dataclass(frozen=True)
class Shown:
    """Một khối of an article as pages show it. A quotation's last line, after a dash, says who spoke."""

    kind: str
    text: str
    said_by: str = ""
    picture: Picture | None = None
    traces: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    figures: Figures | None = None
    link: Link | None = None


def visible(here: Here) -> QuerySet[Article]:
    """The articles of the year this person may read in the newsroom; drafts only among those who work on them."""
    articles = Article.objects.filter(year=here.year).order_by("-pk")
    if here.holds(*REVIEWERS, *PHOTOGRAPHERS):
        return articles
    return articles.filter(published_at__isnull=False)


def blocks(article: Article) -> list[Shown]:
    """The body with its pictures, in two queries at most."""
    pictures = Picture.objects.prefetch_related("people").in_bulk(picture_numbers(article))
    return [shown(block, pictures) for block in article.body]


def shown(block: dict[str, object], pictures: dict[int, Picture]) -> Shown:
    text, said_by = str(block.get("text", "")), ""
    if block["kind"] == BlockKind.QUOTE:
        text, _dash, said_by = text.partition("\n– ")
    picture = pictures.get(block.get("picture") or 0)  # type: ignore[call-overload]
    several = tuple(pictures[one] for one in block.get("pictures") or () if one in pictures)  # type: ignore[attr-defined]
    return Shown(
        str(block["kind"]), text, said_by, picture, tuple(block.get("traces", ())), several,  # type: ignore[arg-type]
        figures_of(text) if block["kind"] == BlockKind.FIGURES else None,
        link_of(text) if block["kind"] in LINKS else None,
    )  # fmt: skip


def picture_numbers(article: Article) -> list[int]:
    return numbers_in(article.body)


def lead_pictures(articles: Iterable[Article]) -> dict[int, Picture]:
    """The first picture of each article, by the article's number."""
    first = {article.pk: numbers[0] for article in articles if (numbers := picture_numbers(article))}
    found = Picture.objects.in_bulk(set(first.values()))
    return {article: found[number] for article, number in first.items() if number in found}


def standing_pictures(year: ClusterYear, *, published_only: bool = False) -> set[int]:
    """The pictures that stand in some article of the year."""
    articles = Article.objects.filter(year=year)
    if published_only:
        articles = articles.filter(published_at__isnull=False).exclude(state=State.WITHDRAWN)
    return {number for article in articles.only("body") for number in picture_numbers(article)}


def album(year: ClusterYear) -> QuerySet[Picture]:
    return Picture.objects.filter(year=year).prefetch_related("people")


def wrote_in(person: Person, article: Article) -> bool:
    """Whether this person wrote any of the text, by the ledger."""
    if article.author_id == person.pk:
        return True
    return history(article).filter(actor_id=person.pk, act__in=WROTE).exists()


def names_of(articles: Iterable[Article]) -> dict[int, str]:
    """Who began each article, by the person's number."""
    people = Person.objects.filter(pk__in={article.author_id for article in articles})
    return dict(people.values_list("pk", "name"))


def other_slugs(article: Article | None, start: str) -> set[str]:
    """Addresses that begin alike and belong to other articles."""
    others = Article.objects.filter(Q(slug=start) | Q(slug__startswith=f"{start}-"))
    if article:
        others = others.exclude(pk=article.pk)
    return set(others.values_list("slug", flat=True))


def versions(article: Article) -> QuerySet[Version]:
    """Every text the article had, newest first."""
    return Version.objects.filter(article=article)


def jotting(article: Article, person: Person) -> Jotting | None:
    """What this person typed and has not saved."""
    return Jotting.objects.filter(article=article, person_id=person.pk).first()


def last_shown(article: Article) -> Showing | None:
    """The row of the article that was published last, whether or not its moment has come."""
    return Showing.objects.filter(kind=Kind.ARTICLE, key=article.slug, dropped=False).first()


def exemplars(year: ClusterYear) -> QuerySet[Exemplar]:
    return Exemplar.objects.filter(year=year).select_related("membership__unit", "picture")
