"""The writer of articles: begun, drafted from facts, saved version by version, typed and not yet saved."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.kit.viet import slug
from thidua.ledger.actions import record, take_turn
from thidua.ledger.queries import history
from thidua.members.queries import Here
from thidua.news.actions.pictures import add_picture
from thidua.news.blocks import WITH_PICTURES, why_not_block
from thidua.news.drafting import Block, BlockKind, Draft
from thidua.news.journalism import phrase
from thidua.news.models import Article, Jotting, Picture, Version
from thidua.news.queries import WRITERS, other_slugs
from thidua.news.rules import why_not_edit, why_not_write
from thidua.news.terms import State

Body = Sequence[Mapping[str, object]]
MOST_TYPED = 400_000
"""Characters of a whole editor, far above any article."""


@transaction.atomic
def start_article(*, here: Here, title: str, at: dt.datetime) -> Article:
    """Begin an empty article."""
    take_turn()
    require(why_not_write(here))
    fresh = Article.objects.filter(year=here.year, state=State.DRAFT, version=1, author_id=here.person.pk)
    if fresh.filter(title=title).exists():
        raise Refused(_("Bạn vừa mở một bài mang đầu đề này; hãy viết tiếp bài đó."), "title")
    article = Article.objects.create(
        year=here.year, slug=address_of(title), title=title, author_id=here.person.pk,
        body=[{"kind": BlockKind.PARAGRAPH.value, "text": "", "traces": [], "picture": None}],
    )  # fmt: skip
    _keep_version(here, article, at)
    record(act="news.start", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk)
    return article


@transaction.atomic
def draft_article(
    *, here: Here, draft: Draft, at: dt.datetime, byline: str = "", source: str = "",
    known: Mapping[str, str] | None = None, origin: str = "",
) -> Article:  # fmt: skip
    """Keep a draft made from facts as an article; each block keeps its traces. Captions without a picture get one.

    `known` says every trace in words, as it was when the draft was made: what the text is held against later;
    `origin` what it was drafted from.
    """
    require(why_not_write(here))
    pictures = {phrase(picture.caption): picture for picture in Picture.objects.filter(year=here.year)}
    for block in draft.blocks:
        if block.kind is BlockKind.PICTURE and phrase(block.text) not in pictures:
            pictures[phrase(block.text)] = add_picture(
                here=here, caption=block.text, alt=block.alt or block.text, at=at
            )
    article = Article.objects.create(
        year=here.year, slug=address_of(str(draft.title)), title=str(draft.title), standfirst=draft.sapo.text,
        body=[_kept(block, pictures) for block in draft.blocks], byline=byline, source=source,
        author_id=here.person.pk, sources={**_sources(draft, known or {}), "origin": origin},
    )  # fmt: skip
    _keep_version(here, article, at)
    record(act="news.draft", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"blocks": str(len(article.body))})  # fmt: skip
    return article


def _sources(draft: Draft, known: Mapping[str, str]) -> dict[str, object]:
    """Every sentence with its traces, and every trace in words."""
    blocks = (draft.sapo, *draft.blocks)
    said = [draft.title, *(one for block in blocks if block.kind is not BlockKind.PICTURE for one in block.sentences)]
    used = {key for one in said for key in one.traces}
    return {
        "sentences": [[one.text, list(one.traces)] for one in said],
        "facts": {key: known[key] for key in sorted(used) if key in known},
    }


def _keep_version(here: Here, article: Article, at: dt.datetime) -> None:
    Version.objects.create(
        article=article, number=article.version, title=article.title, standfirst=article.standfirst,
        body=article.body, by_name=here.actor(*WRITERS).name, at=at,
    )  # fmt: skip


def _kept(block: Block, pictures: dict[str, Picture]) -> dict[str, object]:
    kept: dict[str, object] = {"kind": block.kind.value, "text": block.text, "traces": list(block.traces)}
    if block.kind is BlockKind.PICTURE:
        return {**kept, "text": "", "picture": pictures[phrase(block.text)].pk}
    if block.said_by:
        kept["text"] = f"{block.text}\n– {block.said_by}"
    return {**kept, "picture": None}


def address_of(title: str, article: Article | None = None) -> str:
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
    """Save the text as one piece. Refused when somebody else saved since `version` was read.

    What the person had typed and not saved is thereby saved, and no longer kept apart.
    """
    require(why_not_edit(here, article))
    body = _checked(article, blocks)
    changed = Article.objects.filter(pk=article.pk, state=State.DRAFT, version=version).update(
        title=title, standfirst=standfirst, body=body, byline=byline, source=source, version=version + 1
    )
    if not changed:
        raise Refused(_overtaken(article), "over")
    article.refresh_from_db()
    _keep_version(here, article, at)
    Jotting.objects.filter(article=article, person_id=here.person.pk).delete()
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
        kind, text = BlockKind(str(block["kind"])), str(block["text"]).strip()
        pictures = _pictures(number, kind, block, ours, used)
        if kind is BlockKind.PICTURE:
            text = ""
        elif not text and not pictures:
            continue
        elif text and (why_not := why_not_block(kind, text)):
            raise Refused(_("Khối %(number)s: %(why)s") % {"number": number, "why": why_not})
        traces = [trace for trace in block["traces"] if trace in known]  # type: ignore[attr-defined]
        body.append({
            "kind": kind.value, "text": text, "traces": traces,
            "picture": pictures[0] if kind is BlockKind.PICTURE else None,
            "pictures": pictures if kind is BlockKind.ALBUM else [],
        })  # fmt: skip
    return body


def _pictures(
    number: int, kind: BlockKind, block: Mapping[str, object], ours: set[int], used: set[object]
) -> list[object]:
    """The pictures of a block: of this year's album, each once in an article."""
    if kind not in WITH_PICTURES:
        return []
    chosen = [block["picture"]] if kind is BlockKind.PICTURE else list(block.get("pictures") or ())  # type: ignore[call-overload]
    if not chosen or any(one not in ours for one in chosen):
        raise Refused(
            (_("Khối %(number)s là ảnh nhưng chưa chọn ảnh nào. Hãy chọn ảnh hoặc bỏ khối này.")
             if kind is BlockKind.PICTURE else
             _("Khối %(number)s là album nhưng chưa chọn ảnh nào. Hãy đánh dấu các ảnh hoặc bỏ khối này."))
            % {"number": number}
        )  # fmt: skip
    if len(set(chosen)) < len(chosen) or used & set(chosen):
        raise Refused(_("Khối %(number)s dùng lại một ảnh đã có trong bài; mỗi ảnh chỉ đứng một lần.")
                      % {"number": number})  # fmt: skip
    used.update(chosen)
    return chosen


@transaction.atomic
def jot(*, here: Here, article: Article, typed: Mapping[str, object], turn: int, at: dt.datetime) -> int:
    """Keep what is being typed, apart from the article; `turn` is the last one this tab saw. The new turn.

    Refused when another tab of the same person kept something meanwhile: nothing is written over unseen.
    """
    require(why_not_edit(here, article))
    if len(repr(typed)) > MOST_TYPED:
        raise Refused(_("Nội dung quá dài để tự lưu; hãy bấm “Lưu bài” hoặc chia thành hai bài."))
    mine = Jotting.objects.filter(article=article, person_id=here.person.pk)
    if turn and mine.filter(turn=turn).update(typed=dict(typed), turn=turn + 1, at=at):
        return turn + 1
    try:
        with transaction.atomic():
            if mine.exists():
                raise IntegrityError
            Jotting.objects.create(article=article, person_id=here.person.pk, typed=dict(typed), turn=1, at=at)
    except IntegrityError:
        raise Refused(_("Bài này đang được gõ ở một cửa sổ khác của bạn."), "turn") from None
    return 1


@transaction.atomic
def throw_away_jotting(*, here: Here, article: Article, at: dt.datetime) -> None:
    """What was typed and not saved is not wanted."""
    require(why_not_write(here))
    Jotting.objects.filter(article=article, person_id=here.person.pk).delete()


@transaction.atomic
def acknowledge(*, here: Here, article: Article, known: Mapping[str, str], at: dt.datetime) -> None:
    """The editors have seen what changed in the record: the text is held against it as it is now."""
    require(why_not_write(here))
    kept = dict(article.sources)
    before = kept.get("facts", {})
    kept["facts"] = {key: known.get(key, "") for key in before}
    Article.objects.filter(pk=article.pk).update(sources=kept)
    record(act="news.acknowledge", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"before": before, "after": kept["facts"]})  # fmt: skip
