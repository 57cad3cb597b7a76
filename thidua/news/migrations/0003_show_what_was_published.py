"""What readers could read before stays readable: a published row for every article published or taken down by then."""

from django.db import migrations

from thidua.kit.viet import fold

STAND_INS = ("silk", "drum", "ranges")


def written(picture):
    name = picture.file.name or ""
    return {
        "file": name.removeprefix("pictures/").removesuffix(".webp"), "x": 50, "y": 50, "width": picture.width,
        "height": picture.height, "alt": picture.alt, "caption": picture.caption,
        "stand_in": STAND_INS[picture.pk % 3], "people": [],
    }


def block_of(block, pictures):
    text, said_by = block.get("text", ""), ""
    if block["kind"] == "quote":
        text, _dash, said_by = text.partition("\n– ")
    picture = pictures.get(block.get("picture") or 0)
    return {"kind": block["kind"], "text": text, "said_by": said_by, "picture": picture and written(picture),
            "pictures": [], "figures": None, "link": None}


def show(apps, _schema):
    articles = apps.get_model("news", "Article").objects.filter(published_at__isnull=False)
    showings = apps.get_model("news", "Showing").objects
    pictures = apps.get_model("news", "Picture").objects.in_bulk()
    for article in articles.select_related("year__cluster").order_by("published_at", "pk"):
        cluster = article.year.cluster
        of_year = {"cluster": {"name": cluster.name, "slug": cluster.slug, "organiser": cluster.organiser},
                   "year": article.year.year, "illustrative": cluster.illustrative}
        blocks = [block_of(block, pictures) for block in article.body]
        data = {
            **of_year, "slug": article.slug, "title": article.title, "standfirst": article.standfirst,
            "byline": article.byline, "source": article.source, "blocks": blocks, "movement": "",
            "lead": next((block["picture"] for block in blocks if block["picture"]), None),
            "published_at": article.published_at.isoformat(), "corrections": [],
        }
        gone = article.state != "published"
        words = " ".join([article.title, article.standfirst, *(block["text"] for block in blocks)])
        showings.create(
            kind="article", key=article.slug, year=article.year, since=article.published_at, ended=gone,
            data={"title": article.title, "cluster": of_year["cluster"]} if gone else data,
            note=article.reviewer_note if gone else "", words="" if gone else fold(words), by_name="",
        )


class Migration(migrations.Migration):

    dependencies = [("news", "0002_newsroom_and_public")]

    operations = [migrations.RunPython(show, migrations.RunPython.noop)]
