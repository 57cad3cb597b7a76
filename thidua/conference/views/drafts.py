"""Pages of the minutes and the notice of conclusions: written in sections, sent, approved."""

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference.minutes import actions, queries, rules
from thidua.conference.minutes.differences import between
from thidua.conference.minutes.forms import HeadingForm, ReturnForm, SectionForm
from thidua.conference.minutes.models import Draft, Section
from thidua.conference.minutes.sections import Facts, digest_of
from thidua.conference.minutes.terms import Kind, State
from thidua.conference.views.places import address, conference_or_404
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.paperwork.queries import of_subject


@in_year()
def drafts(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Where minutes and conclusions stand."""
    found = conference_or_404(here, pk)
    begun = queries.drafts_of(found)
    rows = [(kind, one, rules.why_not_begin(here, found, kind), one and not rules.why_not_read(here, one))
            for kind in Kind for one in [begun.get(kind)]]  # fmt: skip
    context = {"conference": found, "rows": rows, "made": of_subject(here.year, f"conference:{pk}").first()}
    return page(request, "conference/drafts.html", context)


@in_year()
@require_POST
def begin(request: HttpRequest, here: Here, pk: int, kind: str) -> HttpResponse:
    """Begin one of them."""
    found = conference_or_404(here, pk)
    if kind not in Kind.values:
        raise Http404

    def act() -> None:
        actions.begin(here=here, conference=found, kind=Kind(kind), at=clock.now())

    def there() -> str:
        begun = queries.drafts_of(found).get(Kind(kind))
        return address(here, "draft", pk, begun.pk) if begun else address(here, "drafts", pk)

    return do(request, act, _("Đã bắt đầu dự thảo; số liệu của hội nghị đã đứng sẵn trong từng mục."), there)


def _draft(here: Here, pk: int, draft: int) -> Draft:
    rows = Draft.objects.select_related("conference__year__cluster", "conference__host", "paper")
    found = get_object_or_404(rows, pk=draft, conference=pk, conference__year=here.year)
    if rules.why_not_read(here, found):
        raise Http404
    return found


def _fresh(section: Section) -> SectionForm:
    """The form of a section as it is now."""
    return SectionForm(initial={"text": section.text, "version": section.version}, auto_id=f"m{section.pk}_%s")


def _show(
    request: HttpRequest, here: Here, found: Draft, form: BaseForm | None = None, *, clash: Section | None = None,
    typed: int = 0,
) -> HttpResponse:  # fmt: skip
    """The draft with a form in each section; the one that was refused carries what was typed.

    With `HX-Request` only what the page takes in without losing what is being typed: the section, or all of them.
    """
    why_not, frozen = rules.why_not_write(here, found), queries.frozen(found)
    facts = None if frozen else Facts(found)
    rows = []
    for section in found.sections.all():
        own = form if section.pk == typed else _fresh(section)
        rows.append((section, facts.of(section) if facts else [], own))
    context = {
        "conference": found.conference, "draft": found, "rows": rows, "why_not": why_not, "clash": clash,
        "theirs": clash and queries.revisions_of(clash).first(),
        "seen": digest_of(facts.whole()) if facts and found.state == State.SENT else "", "frozen": frozen,
        "why_not_send": rules.why_not_send(here, found), "why_not_judge": rules.why_not_judge(here, found),
        "heading": form if isinstance(form, HeadingForm) else HeadingForm(),
        "returning": form if isinstance(form, ReturnForm) else ReturnForm(),
        "sent_back": queries.sent_back(found), "as_approved": queries.is_as_approved(found),
        "reads_versions": not rules.why_not_read_draft(here),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        kept = [row for row in rows if typed in {0, row[0].pk}]
        return page(request, "conference/_sections.html", {**context, "rows": kept}, form)
    return page(request, "conference/draft.html", context, form)


@in_year()
def draft(request: HttpRequest, here: Here, pk: int, draft: int) -> HttpResponse:
    """The draft; a section more is added here."""
    found = _draft(here, pk, draft)
    if request.method == "POST":
        form = HeadingForm(request.POST)

        def act() -> None:
            actions.add_section(here=here, draft=found, at=clock.now(), **form.cleaned_data)

        if attempt(request, form, act, _("Đã thêm mục.")):
            return redirect(address(here, "draft", pk, draft))
        return _show(request, here, found, form)
    return _show(request, here, found)


def _section(here: Here, pk: int, section: int) -> Section:
    """A section as it is written: for who may read drafts, also of what was approved since."""
    if rules.why_not_read_draft(here):
        raise Http404
    found = Section.objects.select_related("draft__conference__year__cluster", "draft__conference__host",
                                           "draft__paper")  # fmt: skip
    return get_object_or_404(found, pk=section, draft__conference=pk, draft__conference__year=here.year)


@in_year()
@require_POST
def write(request: HttpRequest, here: Here, pk: int, section: int) -> HttpResponse:
    """Save one section. Saved by another meanwhile: both texts are shown, and nothing is overwritten unseen."""
    found = _section(here, pk, section)
    form = SectionForm(request.POST, auto_id=f"m{section}_%s")
    if form.is_valid():
        try:
            actions.write(here=here, section=found, at=clock.now(), **form.cleaned_data)
        except actions.Clashed as clashed:
            now = _section(here, pk, section)
            form.data = {**request.POST.dict(), "version": str(now.version)}
            form.add_error("text", str(clashed))
            return _show(request, here, now.draft, form, clash=now, typed=section)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if request.headers.get("HX-Request"):
                now = _section(here, pk, section)
                return _show(request, here, now.draft, _fresh(now), typed=section)
            return redirect(address(here, "draft", pk, found.draft_id) + f"#muc-{section}")
    return _show(request, here, found.draft, form, typed=section)


@in_year()
def versions(request: HttpRequest, here: Here, pk: int, section: int) -> HttpResponse:
    """The versions of a section, each with what it changed."""
    found = _section(here, pk, section)
    kept = list(queries.revisions_of(found))
    before = [*(one.text for one in kept[1:]), ""]  # one more than there are while nothing was written
    rows = [(one, between(old, one.text)) for one, old in zip(kept, before, strict=False)]
    context = {"conference": found.draft.conference, "draft": found.draft, "section": found, "rows": rows,
               "why_not": rules.why_not_write(here, found.draft)}  # fmt: skip
    return page(request, "conference/versions.html", context)


@in_year()
@require_POST
def send(request: HttpRequest, here: Here, pk: int, draft: int) -> HttpResponse:
    """To the chair's office."""
    found = _draft(here, pk, draft)

    def act() -> None:
        actions.send(here=here, draft=found, at=clock.now())

    return do(request, act, _("Đã trình lãnh đạo đơn vị chủ trì."), address(here, "draft", pk, draft))


@in_year()
@require_POST
def approve(request: HttpRequest, here: Here, pk: int, draft: int) -> HttpResponse:
    """Approved: frozen and issued."""
    found = _draft(here, pk, draft)

    def act() -> None:
        actions.approve(here=here, draft=found, seen=request.POST.get("seen", ""), at=clock.now())

    return do(request, act, _("Đã duyệt; văn bản đã ban hành, có số."), address(here, "draft", pk, draft))


@in_year()
@require_POST
def give_back(request: HttpRequest, here: Here, pk: int, draft: int) -> HttpResponse:
    """Given back with a reason."""
    found, form = _draft(here, pk, draft), ReturnForm(request.POST)

    def act() -> None:
        actions.give_back(here=here, draft=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã trả lại để sửa.")):
        return redirect(address(here, "draft", pk, draft))
    return _show(request, here, found, form)
