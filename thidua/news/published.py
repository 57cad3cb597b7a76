"""Bản công bố của bài: the article as a published row holds it, whole, so that nothing else is read for its readers."""

from collections.abc import Mapping, Sequence

from thidua.members.models import ClusterYear
from thidua.news.models import Article, Exemplar, Picture
from thidua.news.photos import written
from thidua.news.queries import Shown, blocks


def of_year(year: ClusterYear) -> dict[str, object]:
    """Which cluster and year a thing belongs to."""
    cluster = year.cluster
    return {
        "cluster": {"name": cluster.name, "slug": cluster.slug, "organiser": cluster.organiser},
        "year": year.year, "illustrative": cluster.illustrative,
    }  # fmt: skip


def article_data(article: Article) -> dict[str, object]:
    """Everything its readers see."""
    body = [_block(one) for one in blocks(article)]
    launch = getattr(article.year, "launch", None)
    return {
        **of_year(article.year), "slug": article.slug, "title": article.title, "standfirst": article.standfirst,
        "byline": article.byline, "source": article.source, "blocks": body, "lead": _lead(body),
        "movement": launch.movement.name if launch else "",
        "published_at": article.published_at.isoformat() if article.published_at else "",
        "corrections": article.corrections,
    }  # fmt: skip


def _lead(body: Sequence[Mapping[str, object]]) -> object:
    """The first picture, which stands for the article wherever it is named."""
    for block in body:
        if block["picture"] or block["pictures"]:
            return block["picture"] or block["pictures"][0]  # type: ignore[index]
    return None


def _block(one: Shown) -> dict[str, object]:
    figures = one.figures and {"title": one.figures.title, "head": one.figures.head, "rows": one.figures.rows}
    return {
        "kind": one.kind, "text": "" if figures or one.link else one.text, "said_by": one.said_by,
        "picture": written(one.picture) if one.picture else None, "pictures": [written(each) for each in one.pictures],
        "figures": figures,
        "link": {"address": one.link.address, "title": one.link.title, "host": one.link.host} if one.link else None,
    }  # fmt: skip


def exemplar_data(exemplar: Exemplar) -> dict[str, object]:
    """A good example as everybody reads it: by office and unit, with the leave it is told by."""
    return {
        **of_year(exemplar.year), "slug": exemplar.slug, "title": exemplar.title, "holder": exemplar.holder,
        "unit": exemplar.membership.unit.name if exemplar.membership else "", "deed": exemplar.deed,
        "permission": exemplar.permission, "picture": written(exemplar.picture) if exemplar.picture else None,
    }  # fmt: skip


def album_data(year: ClusterYear, pictures: Sequence[Picture]) -> dict[str, object]:
    """The pictures of a year chosen for everybody."""
    return {**of_year(year), "title": f"Ảnh của {year.cluster.name}, năm {year.year}",
            "pictures": [written(one) for one in pictures]}  # fmt: skip
