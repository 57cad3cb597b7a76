"""The protocol order changed by hand, with its undo; the hall's blocks and who sits where."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.conference import queries
from thidua.conference.acts import held, wrote
from thidua.conference.models import Conference, Delegate
from thidua.conference.preparing.models import Block, HandOrder, Spot
from thidua.conference.preparing.queries import hand_order
from thidua.conference.preparing.rules import why_not_arrange
from thidua.kit.refusal import Refused, require
from thidua.members.queries import Here


@transaction.atomic
def reorder(
    *, here: Here, conference: Conference, was: Sequence[int], order: Sequence[int], at: dt.datetime,
    within: int | None = None,
) -> None:  # fmt: skip
    """Change the order of the delegations, or of the delegates `within` one, as a whole that can be undone."""
    kept = held(here, conference)
    require(why_not_arrange(here, kept))
    groups = queries.groups_of(kept)
    now = [one.pk for group in groups if group.delegation.pk == within for one in group.delegates]
    if within is None:
        now = [group.delegation.pk for group in groups]
    if now != list(was) or sorted(order) != sorted(now):
        raise Refused(_("Danh sách vừa được sửa ở nơi khác nên chưa đổi thứ tự; hãy xem lại rồi xếp lại."))
    if list(order) == now:
        return
    before = hand_order(kept)
    inside = [pk for pk in (before.delegates if before else []) if pk not in set(now)]
    names = {group.delegation.pk: group.delegation.body for group in groups}
    made = HandOrder.objects.create(
        conference=kept, number=kept.hand_orders.count() + 1, by_name=here.person.name, at=at,
        delegations=list(order) if within is None else (before.delegations if before else []),
        delegates=(before.delegates if before else []) if within is None else [*inside, *order],
        what=names.get(within or 0, "")[:300],
    )  # fmt: skip
    wrote(here, "reorder", kept, at, number=str(made.number), within=made.what)


@transaction.atomic
def undo_order(*, here: Here, conference: Conference, number: int, at: dt.datetime) -> None:
    """Undo the last change of order: the one before it stands again."""
    kept = held(here, conference)
    require(why_not_arrange(here, kept))
    last = hand_order(kept)
    if last is None or last.number != number:
        raise Refused(_("Lần xếp này đã được hoàn tác, hoặc đã có lần xếp sau nó."))
    HandOrder.objects.filter(pk=last.pk, undone_at__isnull=True).update(undone_at=at)
    wrote(here, "order_undo", kept, at, number=str(number))


@transaction.atomic
def add_block(*, here: Here, conference: Conference, name: str, rows: int, seats: int, at: dt.datetime) -> Block:
    """A block of seats, behind those entered before."""
    kept = held(here, conference)
    require(why_not_arrange(here, kept))
    try:
        with transaction.atomic():
            made = Block.objects.create(conference=kept, name=name, rows=rows, seats=seats,
                                        order=kept.blocks.count() + 1)  # fmt: skip
    except IntegrityError:
        raise Refused(_("Đã có khối ghế tên này."), "name") from None
    wrote(here, "block_add", kept, at, block=name, rows=str(rows), seats=str(seats))
    return made


@transaction.atomic
def drop_block(*, here: Here, block: Block, at: dt.datetime) -> None:
    """Take a block off; who sat there has no seat then."""
    kept = held(here, block.conference)
    require(why_not_arrange(here, kept))
    if not Block.objects.filter(pk=block.pk).delete()[0]:
        raise Refused(_("Khối ghế này đã được bỏ trước đó."))
    wrote(here, "block_drop", kept, at, block=block.name)


@transaction.atomic
def fill(*, here: Here, conference: Conference, anew: bool, at: dt.datetime) -> tuple[int, int]:
    """Seat the delegates in protocol order, front row first. `anew`: the hall is emptied first.

    How many were seated, and how many found no seat.
    """
    kept = held(here, conference)
    require(why_not_arrange(here, kept))
    if anew:
        Spot.objects.filter(block__conference=kept).delete()
    seated = set(Spot.objects.filter(block__conference=kept).values_list("delegate_id", flat=True))
    taken = set(Spot.objects.filter(block__conference=kept).values_list("block_id", "row", "number"))
    free = [(block, row, number) for block in kept.blocks.all() for row in range(1, block.rows + 1)
            for number in range(1, block.seats + 1) if (block.pk, row, number) not in taken]  # fmt: skip
    waiting = [one for group in queries.groups_of(kept) for one in group.delegates if one.pk not in seated]
    if not waiting:
        raise Refused(_("Mọi đại biểu đã có chỗ; muốn xếp khác, hãy đổi chỗ từng người hoặc xếp lại từ đầu."))
    if not free:
        raise Refused(_("Không còn ghế trống. Hãy thêm khối ghế, hoặc chọn xếp lại từ đầu."))
    Spot.objects.bulk_create(
        Spot(delegate=one, block=block, row=row, number=number)
        for one, (block, row, number) in zip(waiting, free, strict=False)
    )
    placed = min(len(waiting), len(free))
    wrote(here, "seats_fill", kept, at, seated=str(placed), waiting=str(len(waiting) - placed))
    return placed, len(waiting) - placed


@transaction.atomic
def seat(*, here: Here, delegate: Delegate, block: Block, row: int, number: int, at: dt.datetime) -> Delegate | None:
    """Seat a delegate; who sat there changes places with them (or loses the seat). The one displaced, if any."""
    kept = held(here, block.conference)
    require(why_not_arrange(here, kept))
    if row > block.rows or number > block.seats:
        raise Refused(_("Khối “%(block)s” chỉ có %(rows)s hàng, mỗi hàng %(seats)s ghế.")
                      % {"block": block.name, "rows": block.rows, "seats": block.seats}, "row")  # fmt: skip
    there = Spot.objects.filter(block=block, row=row, number=number).select_related("delegate").first()
    if there and there.delegate_id == delegate.pk:
        return None
    mine = Spot.objects.filter(delegate=delegate).first()
    Spot.objects.filter(delegate__in=[delegate.pk, there.delegate_id if there else delegate.pk]).delete()
    Spot.objects.create(delegate=delegate, block=block, row=row, number=number)
    if there and mine:
        Spot.objects.create(delegate_id=there.delegate_id, block_id=mine.block_id, row=mine.row, number=mine.number)
    wrote(here, "seat", kept, at, delegate=str(delegate), seat=f"{block.name}-{row}-{number}",
          instead=str(there.delegate) if there else "")  # fmt: skip
    return there.delegate if there else None


@transaction.atomic
def unseat(*, here: Here, delegate: Delegate, at: dt.datetime) -> None:
    """Free a delegate's seat."""
    kept = held(here, delegate.delegation.conference)
    require(why_not_arrange(here, kept))
    if not Spot.objects.filter(delegate=delegate).delete()[0]:
        raise Refused(_("Đại biểu này chưa có chỗ ngồi."))
    wrote(here, "unseat", kept, at, delegate=str(delegate))
