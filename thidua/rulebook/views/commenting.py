"""Góp ý: what members and offices say about a proposed table, and what the secretariat answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.rulebook import actions, rules
from thidua.rulebook.forms import CommentForm, ReplyForm
from thidua.rulebook.queries import comments_on, edition_of
from thidua.rulebook.views.places import address, edition_at


@in_year()
def comments(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Everything said about a table, criterion by criterion, and the form to say more; ?tieu-chi= names a criterion."""
    found = edition_at(here, pk)
    edition = edition_of(found.text)
    only = request.GET.get("tieu-chi", "")
    form = CommentForm(request.POST or None, edition=edition, initial={"code": only})

    def act() -> None:
        actions.comment(here=here, edition=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi góp ý.")):
        return redirect(address(here, "comments", pk))
    said = list(comments_on(found))
    order = {"": -1} | {one.code: place for place, one in enumerate(edition.criteria)}
    said.sort(key=lambda one: (order.get(one.code, len(order)), one.pk))
    titles = {one.code: one.title for one in edition.criteria}
    context = {
        "found": found, "said": [(one, titles.get(one.code)) for one in said],
        "waiting": sum(not one.verdict for one in said),
        "why_not": rules.why_not_comment(here, found), "may_reply": rules.may_reply(here, found),
    }  # fmt: skip
    return page(request, "rulebook/comments.html", context, form)


@in_year()
def reply(request: HttpRequest, here: Here, pk: int, comment: int) -> HttpResponse:
    """Answer one comment."""
    found = edition_at(here, pk)
    said = get_object_or_404(comments_on(found).select_related("edition"), pk=comment)
    form = ReplyForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.reply(here=here, comment=said, verdict=given["verdict"], text=given["reply"], at=clock.now())

    if attempt(request, form, act, _("Đã trả lời góp ý.")):
        return redirect(f"{address(here, 'comments', pk)}#gop-y-{comment}")
    titles = {one.code: one.title for one in edition_of(found.text).criteria}
    context = {"found": found, "one": said, "title": titles.get(said.code), "why_not": rules.why_not_reply(here, said)}
    return page(request, "rulebook/reply.html", context, form)
