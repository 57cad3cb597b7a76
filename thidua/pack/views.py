"""The page of the pack: what the year needs, what is made, drafting one or all that can be."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.pack import actions
from thidua.pack.catalogue import Item
from thidua.pack.queries import Line, pack


@in_year()
def whole(request: HttpRequest, here: Here) -> HttpResponse:
    """The papers of the year by sort."""
    lines = pack(here)
    grouped: dict[str, tuple[object, list[Line]]] = {}
    for line in lines:
        grouped.setdefault(line.item.sort.key, (line.item.sort, []))[1].append(line)
    ready = sum(line.ready for line in lines)
    made = sum(line.document is not None for line in lines)
    context = {"groups": list(grouped.values()), "ready": ready, "made": made, "all": len(lines)}
    return page(request, "pack/pack.html", context)


@in_year()
@require_POST
def drafting(request: HttpRequest, here: Here) -> HttpResponse:
    """POST: draft one paper (`what`), or every one that can be."""
    lines, what = pack(here), request.POST.get("what", "")
    chosen: list[Item] = [line.item for line in lines if line.item.subject == what] if what else [
        line.item for line in lines if line.ready
    ]  # fmt: skip
    if what and not chosen:
        raise Http404
    count = len(chosen)
    done = _("Đã soạn %(n)s dự thảo. Hãy đọc lại, sửa nếu cần, rồi lãnh đạo duyệt ký.") % {"n": count}
    if not count:
        done = _("Không còn văn bản nào soạn được lúc này.")
    return do(request, lambda: actions.draft(here=here, chosen=chosen, at=clock.now()), done,
              resolve_url("pack:pack", here.year.cluster.slug, here.year.year))  # fmt: skip
