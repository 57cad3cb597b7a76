"""The writer of the newsroom: articles through draft, review and publication; pictures and their captions."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.kit.files import random_name
from thidua.kit.posted import why_not_text
from thidua.kit.refusal import Refused, require
from thidua.kit.viet import slug
from thidua.ledger.actions import record, take_turn
from thidua.ledger.queries import history
from thidua.members.queries import Here
from thidua.news.drafting import Block, BlockKind, Draft
from thidua.news.journalism import phrase
from thidua.news.models import Article, Picture
from thidua.news.photographs import LARGE, SMALL, Developed, develop, small_name
from thidua.news.queries import PHOTOGRAPHERS, REVIEWERS, WRITERS, other_slugs
from thidua.news.rules import (
    why_not_edit,
    why_not_photograph,
    why_not_reopen,
    why_not_review,
    why_not_send,
    why_not_withdraw,
    why_not_write,
)
from thidua.news.terms import State

Body = Sequence[dict[str, object]]
LONGEST_BLOCK = 20_000


@transaction.atomic
def start_article(*, here: Here, title: str, at: dt.datetime) -> Article:
    """Begin an empty article."""
    take_turn()
    require(why_not_write(here))
    fresh = Article.objects.filter(year=here.year, state=State.DRAFT, version=1, author_id=here.person.pk)
    if fresh.filter(title=title).exists():
        raise Refused(_("Bạn vừa mở một bài mang đầu đề này; hãy viết tiếp bài đó."), "title")
    article = Article.objects.create(
        year=here.year, slug=_address(title), title=title, author_id=here.person.pk,
        body=[{"kind": BlockKind.PARAGRAPH.value, "text": "", "traces": [], "picture": None}],
    )  # fmt: skip
    record(act="news.start", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk)
    return article


@transaction.atomic
def draft_article(*, here: Here, draft: Draft, at: dt.datetime, byline: str = "", source: str = "") -> Article:
    """Keep a draft made from facts as an article; each block keeps its traces. Captions without a picture get one."""
    require(why_not_write(here))
    pictures = {phrase(picture.caption): picture for picture in Picture.objects.filter(year=here.year)}
    for block in draft.blocks:
        if block.kind is BlockKind.PICTURE and phrase(block.text) not in pictures:
            pictures[phrase(block.text)] = add_picture(
                here=here, caption=block.text, alt=block.alt or block.text, at=at
            )
    article = Article.objects.create(
        year=here.year, slug=_address(str(draft.title)), title=str(draft.title), standfirst=draft.sapo.text,
        body=[_kept(block, pictures) for block in draft.blocks], byline=byline, source=source,
        author_id=here.person.pk,
    )  # fmt: skip
    record(act="news.draft", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"blocks": str(len(article.body))})  # fmt: skip
    return article


def _kept(block: Block, pictures: dict[str, Picture]) -> dict[str, object]:
    kept: dict[str, object] = {"kind": block.kind.value, "text": block.text, "traces": list(block.traces)}
    if block.kind is BlockKind.PICTURE:
        return {**kept, "text": "", "picture": pictures[phrase(block.text)].pk}
    if block.said_by:
        kept["text"] = f"{block.text}\n– {block.said_by}"
    return {**kept, "picture": None}


def _address(title: str, article: Article | None = None) -> str:
    """An address made from the title, unlike any other article's."""
    start = slug(title)[:150].strip("-") or "bai"
    taken = other_slugs(article, start)
    number = 2
    address = start
    while address in taken:
        address, number = f"{start}-{number}", number + 1
    return address


@transaction.atomic
def save(
    *, here: Here, article: Article, version: int, title: str, standfirst: str, blocks: Body, byline: str,
    source: str, at: dt.datetime,
) -> None:  # fmt: skip
    """Save the text as one piece. Refused when somebody else saved since `version` was read."""
    require(why_not_edit(here, article))
    body = _checked(article, blocks)
    changed = Article.objects.filter(pk=article.pk, state=State.DRAFT, version=version).update(
        title=title, standfirst=standfirst, body=body, byline=byline, source=source, version=version + 1
    )
    if not changed:
        raise Refused(_overtaken(article), "over")
    record(act="news.save", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"version": str(version + 1), "title": title, "blocks": str(len(body))})  # fmt: skip


def _overtaken(article: Article) -> str:
    last = history(article).first()
    if last is None:
        return _("Bài này vừa được người khác sửa. Nội dung bạn gõ vẫn còn dưới đây.")
    return _(
        "Chưa lưu: %(who)s vừa sửa bài này lúc %(when)s. Nội dung bạn gõ vẫn còn dưới đây; hãy xem bản mới, "
        "đưa phần còn thiếu vào, rồi lưu lại."
    ) % {"who": last.actor_name, "when": timezone.localtime(last.at).strftime("%H:%M, %d/%m/%Y")}


def _checked(article: Article, blocks: Body) -> list[dict[str, object]]:
    """The blocks worth keeping: empty ones fall away, traces are kept only if the article had them."""
    known = {trace for block in article.body for trace in block.get("traces", ())}
    ours = set(Picture.objects.filter(year=article.year_id).values_list("pk", flat=True))
    body: list[dict[str, object]] = []
    used: set[object] = set()
    for number, block in enumerate(blocks, 1):
        kind, text, picture = BlockKind(str(block["kind"])), str(block["text"]).strip(), block["picture"]
        if kind is BlockKind.PICTURE:
            _check_picture(number, picture, ours, used)
            used.add(picture)
            text = ""
        elif not text:
            continue
        elif why_not := why_not_text(text, LONGEST_BLOCK):
            raise Refused(_("Khối %(number)s: %(why)s") % {"number": number, "why": why_not})
        traces = [trace for trace in block["traces"] if trace in known]  # type: ignore[attr-defined]
        body.append({"kind": kind.value, "text": text, "traces": traces,
                     "picture": picture if kind is BlockKind.PICTURE else None})  # fmt: skip
    return body


def _check_picture(number: int, picture: object, ours: set[int], used: set[object]) -> None:
    if picture not in ours:
        raise Refused(_("Khối %(number)s là ảnh nhưng chưa chọn ảnh nào. Hãy chọn ảnh hoặc bỏ khối này.")
                      % {"number": number})  # fmt: skip
    if picture in used:
        raise Refused(_("Khối %(number)s dùng lại một ảnh đã có trong bài; mỗi ảnh chỉ đứng một lần.")
                      % {"number": number})  # fmt: skip


@transaction.atomic
def send_to_review(*, here: Here, article: Article, version: int, at: dt.datetime) -> None:
    """The text is frozen until a second person publishes it or sends it back."""
    require(why_not_send(here, article))
    _move(article, State.DRAFT, State.IN_REVIEW, version=version)
    record(act="news.submit", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"version": str(version)})  # fmt: skip


@transaction.atomic
def publish(*, here: Here, article: Article, version: int, at: dt.datetime) -> None:
    """Publish the version that was read in review; its address comes from its title and stays."""
    require(why_not_review(here, article))
    first = article.published_at is None
    new = {"published_at": at, "slug": _address(article.title, article)} if first else {}
    _move(article, State.IN_REVIEW, State.PUBLISHED, version=version, reviewer_note="", **new)
    record(act="news.publish", subject=article, by=here.actor(*REVIEWERS), at=at, year_id=here.year.pk,
           facts={"version": str(version), "slug": article.slug})  # fmt: skip


@transaction.atomic
def return_for_changes(*, here: Here, article: Article, note: str, at: dt.datetime) -> None:
    """Back to the writer, with what should change."""
    require(why_not_review(here, article))
    _move(article, State.IN_REVIEW, State.DRAFT, reviewer_note=note)
    record(act="news.return", subject=article, by=here.actor(*REVIEWERS), at=at, year_id=here.year.pk, reason=note)


@transaction.atomic
def withdraw(*, here: Here, article: Article, note: str, at: dt.datetime) -> None:
    """Take the article down; its address then tells readers why."""
    require(why_not_withdraw(here, article))
    _move(article, State.PUBLISHED, State.WITHDRAWN, reviewer_note=note)
    record(act="news.withdraw", subject=article, by=here.actor(*REVIEWERS), at=at, year_id=here.year.pk, reason=note)


@transaction.atomic
def reopen(*, here: Here, article: Article, at: dt.datetime) -> None:
    """Take up a withdrawn article again; it goes through review once more before readers see it."""
    require(why_not_reopen(here, article))
    _move(article, State.WITHDRAWN, State.DRAFT)
    record(act="news.reopen", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk)


def _move(article: Article, before: State, after: State, version: int | None = None, **new: object) -> None:
    """Compare-and-set of the state (and of the version that was read, when one is given)."""
    rows = Article.objects.filter(pk=article.pk, state=before)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(state=after, **new):
        raise Refused(_("Trang này đã cũ: bài vừa được sửa hoặc chuyển trạng thái. Hãy tải lại rồi xem lại bài."))
    article.refresh_from_db()


@transaction.atomic
def add_picture(
    *, here: Here, caption: str, alt: str, at: dt.datetime, upload: "UploadedFile[Any] | None" = None
) -> Picture:  # fmt: skip
    """Put a picture into the year's album. Each caption once; without a file our own placeholder stands in."""
    require(why_not_photograph(here))
    developed = develop(upload) if upload else None
    try:
        with transaction.atomic():
            order = Picture.objects.filter(year=here.year).count() + 1
            picture = Picture.objects.create(year=here.year, caption=caption, alt=alt, order=order)
    except IntegrityError:
        raise Refused(_("Đã có ảnh mang chú thích này; mỗi chú thích chỉ dùng một lần."), "caption") from None
    if developed:
        _keep(picture, developed)
    record(act="picture.add", subject=picture, by=here.actor(*PHOTOGRAPHERS), at=at, year_id=here.year.pk,
           facts={"file": "yes" if developed else "no"})  # fmt: skip
    return picture


@transaction.atomic
def change_picture(
    *, here: Here, picture: Picture, caption: str, alt: str, at: dt.datetime, upload: "UploadedFile[Any] | None" = None
) -> None:  # fmt: skip
    """Correct the words of a picture, or put the photograph where the placeholder stood."""
    require(why_not_photograph(here))
    developed = develop(upload) if upload else None
    before = picture.caption
    try:
        with transaction.atomic():
            Picture.objects.filter(pk=picture.pk).update(caption=caption, alt=alt)
    except IntegrityError:
        raise Refused(_("Đã có ảnh mang chú thích này; mỗi chú thích chỉ dùng một lần."), "caption") from None
    picture.refresh_from_db()
    if developed:
        _keep(picture, developed)
    record(act="picture.change", subject=picture, by=here.actor(*PHOTOGRAPHERS), at=at, year_id=here.year.pk,
           facts={"before": before, "file": "yes" if developed else "no"})  # fmt: skip


def _keep(picture: Picture, developed: Developed) -> None:
    """Store both sizes under a random name; the row points to the large one."""
    name = default_storage.save(random_name("pictures", "webp"), ContentFile(developed.by_size[LARGE]))
    default_storage.save(small_name(name), ContentFile(developed.by_size[SMALL]))
    Picture.objects.filter(pk=picture.pk).update(file=name, width=developed.width, height=developed.height)
    picture.refresh_from_db()
