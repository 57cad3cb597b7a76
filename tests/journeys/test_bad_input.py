"""Nonsense into every form of the year: one clear sentence, what was typed still there, and nothing changed."""

import logging
import re
from collections import Counter
from dataclasses import dataclass

import pytest
from django.test import Client

from tests.house.addresses import ADDRESSES
from tests.journeys.bad_posts import BROKEN, Answer, fingerprint, post, undone
from tests.journeys.found_forms import Form, alike, met_by
from tests.journeys.nonsense import for_control, must_refuse
from tests.journeys.year_stops import STOPS, Stop, deep_links
from thidua.kit import clock
from thidua.members.models import Person
from thidua.samples.cast import PASSWORD, YEAR, assemble

pytestmark = [pytest.mark.django_db, pytest.mark.postgres_only]  # once: PostgreSQL is the stricter of the two
HERE = f"/cum/cum-mau/{YEAR}/"
MEANT, AGAIN = "as meant", "again"
OTHERS = ("quan-tri", "can-bo-dong-bang")
"""An administrator, who scores and runs nothing, and the officer of a unit the walk's forms are not about."""
TYPED = ("text", "decimal", "number", "date")
A_KIND = 1
"""So many controls of a kind are tried in each form: they are read alike."""
UNPROCESSABLE, MANY = 422, 100
ALSO_THEIRS = {
    ("quan-tri", "members:people"), ("quan-tri", "members:end_seat"), ("quan-tri", "timeline:hand_over_seat"),
    ("quan-tri", "accounts:invitations"),
    ("quan-tri", "notices:reminders"), ("can-bo-dong-bang", "notices:reminders"),
    ("quan-tri", "notices:feed"), ("can-bo-dong-bang", "notices:feed"),
    ("quan-tri", "delegate:invitation"), ("can-bo-dong-bang", "delegate:invitation"),
    ("can-bo-dong-bang", "paperwork:compose"), ("can-bo-dong-bang", "pack:drafting"),
    ("quan-tri", "asking:keep"), ("can-bo-dong-bang", "asking:keep"),
    ("can-bo-dong-bang", "exchange:packages:giving_report"),
}  # fmt: skip
"""What the administrator does too; how one is reminded, and one's calendar, everyone chooses for oneself;
an invitation is answered by whoever holds it; a unit's officer writes papers of the own unit; everybody keeps
questions of their own."""
STILL_OPEN = {
    "exchange:packages:giving_cluster", "exchange:packages:giving_report",
    "newsroom:album", "newsroom:start", "newsroom:picture", "newsroom:withdrawal", "story:drafting",
    "conference:pictures", "paperwork:paper", "members:people", "members:end_seat",
    "members:new_unit", "members:new_cluster", "members:constitute", "handover:archive", "handover:rotation",
    "handover:refusal",
    "timeline:hand_over_seat", "accounts:invitations", "notices:reminders", "notices:feed",
    "conference:preparing", "conference:handouts", "conference:open_handout", "conference:drop_handout",
    "conference:follow_up", "conference:begin_draft",
    "newsroom:album_opening", "newsroom:naming", "newsroom:unnaming", "newsroom:new_exemplar", "newsroom:exemplar",
    "newsroom:exemplar_opening", "newsroom:correction", "newsroom:throw_away", "story:launch_drafting",
    "story:result_drafting", "story:exemplar_drafting", "story:acknowledgement", "story:opening", "story:show",
    "story:take_off", "story:thaw",
    "awards:decision", "awards:layouts", "awards:layout", "awards:fund", "awards:holds", "awards:printing",
    "awards:pay", "conference:thank",
    "paperwork:compose", "paperwork:change", "paperwork:sign", "paperwork:send_back", "paperwork:number",
    "paperwork:drop", "paperwork:bring_back", "paperwork:keeping", "paperwork:numbering", "paperwork:new_recipients",
    "paperwork:recipients", "paperwork:remove_recipients", "paperwork:upload", "paperwork:use", "paperwork:retire",
    "pack:drafting", "awards:gathering", "asking:keep", "asking:rename", "asking:remove", "insight:drawing_many",
}  # fmt: skip
"""What is bound to no step of the year, or to its last."""
SAVES = {
    "exchange:packages:giving_cluster", "exchange:packages:giving_report",
    "awards:assigning", "awards:printing", "awards:layout",
    "paperwork:compose", "paperwork:keeping", "paperwork:recipients",
    "rulebook:redraft", "accounts:invitations", "notices:feed",
    "conference:change", "conference:move", "conference:item",
    "conference:delegate", "newsroom:picture", "handover:list", "story:drafting", "story:launch_drafting",
    "story:result_drafting", "story:exemplar_drafting", "newsroom:exemplar", "awards:gathering", "results:allotments",
    "asking:rename", "insight:drawing_many",
}  # fmt: skip
"""What may be saved again as it is: the same rows hold the same words, and the record says it was done twice.
Moving an item down twice is two moves; a story or a paper drafted twice is two drafts, one of which is thrown away.
An invitation printed twice is a new sheet, and the first is worth nothing; so is a
calendar's address made anew."""
ONCE = (
    "season:launch", "targets:sign", "targets:submit", "reports:submission", "scoring:submission", "ballots:paper",
    "results:seal", "results:publish", "results:propose", "results:submit", "handover:announce", "handover:sign_over",
    "handover:accept", "handover:archive", "handover:withdraw", "ballots:letter",
)  # fmt: skip
HARMLESS = {("newsroom:edit", "kind"), ("newsroom:edit", "picture"), ("newsroom:edit", "album")}
"""A block of no known kind is a paragraph, and a paragraph has no picture: nothing that was typed is lost."""
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")


@dataclass(frozen=True)
class Tried:
    """One post of the walk and its answer."""

    stop: str
    person: str
    form: Form
    what: str
    answer: Answer
    must_refuse: bool = False
    typed: str = ""

    def __str__(self) -> str:
        said = self.answer.broke or self.answer.sentence[:200]
        return f"{self.stop}, {self.person}, {self.form.route}, {self.what}: {self.answer.status} {said}"


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker):
    """Every form that the year's people meet at its stops, posted in every wrong way; nothing stays."""
    tried: list[Tried] = []
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), undone():
        cast, met = assemble(password=PASSWORD), {}
        for stop in STOPS:
            for step in stop.steps:
                step(cast)
            with undone(), clock.at(stop.at):
                stop.besides(cast)
                for person in stop.people:
                    tried += at_stop(stop, person, met)
        with clock.at(STOPS[-1].at):
            tried += [
                once("over", signed_in(person), form, "too late", form.plausible(), fingerprint())
                for person, form in met.values()
            ]
    logging.disable(logging.NOTSET)
    return tried


def signed_in(person: str) -> Client:
    visitor = Client(raise_request_exception=False)
    visitor.force_login(Person.objects.get(username=person))
    visitor.person = person
    return visitor


def at_stop(stop: Stop, person: str, met: dict[object, tuple[str, Form]]) -> list[Tried]:
    """The forms this person is the first to meet."""
    visitor, others, tried = signed_in(person), [signed_in(other) for other in OTHERS], []
    for form in met_by(visitor, [*(HERE + page for page in deep_links()), "/viec-cua-toi/", HERE]):
        if form.shape not in met:
            met[form.shape] = (person, form)
            before = fingerprint()
            tried += as_meant(stop.name, visitor, form, others, before)
            tried += in_every_way(stop.name, visitor, form, before)
    return tried


def as_meant(stop: str, visitor: Client, form: Form, others: list[Client], before: tuple[object, ...]) -> list[Tried]:
    """What an honest person sends, twice; nothing at all; and the same from people whose form it is not."""
    good = form.plausible()
    with undone():
        first = post(visitor, form.action, good, before)
        second = post(visitor, form.action, good, first.after or before)
    tried = [Tried(stop, visitor.person, form, MEANT, first), Tried(stop, visitor.person, form, AGAIN, second)]
    tried.append(once(stop, visitor, form, "empty", {"csrfmiddlewaretoken": "x"}, before))
    return tried + [once(stop, other, form, "wrong person", good, before) for other in others]


def once(  # noqa: PLR0917
    stop: str, visitor: Client, form: Form, what: str, sent: dict[str, object], before: tuple[object, ...],
    **expected: object,
) -> Tried:  # fmt: skip
    with undone():
        return Tried(stop, visitor.person, form, what, post(visitor, form.action, sent, before), **expected)


def in_every_way(stop: str, visitor: Client, form: Form, before: tuple[object, ...]) -> list[Tried]:
    """One control after the other filled with nonsense, the rest as an honest person would."""
    good, tried = form.plausible(), []
    seen: Counter[str] = Counter()
    for name, one in form.controls.items():
        if name == "csrfmiddlewaretoken" or seen[alike(name)] or seen[one.kind] >= A_KIND:
            continue
        seen.update({alike(name), one.kind})
        for how, value in for_control(one).items():
            typed = value if isinstance(value, str) and one.kind in TYPED else ""
            expected = {"must_refuse": must_refuse(one, how), "typed": typed}
            tried.append(once(stop, visitor, form, f"{name}: {how}", {**good, name: value}, before, **expected))
    return tried


def listed(found) -> str:
    return "\n".join(map(str, found))


def test_no_answer_is_a_stack_trace_nor_leads_to_one(walk):
    broken = [one for one in walk if one.answer.status >= BROKEN or one.answer.broke]
    assert not broken, listed(broken)


def test_what_is_refused_changes_nothing(walk):
    changed = [one for one in walk if one.answer.refused and one.answer.changed]
    assert not changed, listed(changed)


def test_a_refusal_is_a_sentence_in_vietnamese(walk):
    silent = [one for one in walk if one.answer.refused and not VIETNAMESE.search(one.answer.sentence)]
    assert not silent, listed(silent)


def test_what_was_typed_is_still_on_the_page_of_the_refusal(walk):
    refused = [one for one in walk if one.answer.status == UNPROCESSABLE and one.typed]
    lost = [one for one in refused if not one.answer.still_holds(one.typed)]
    assert len(refused) > MANY
    assert not lost, listed(lost)


def test_numbers_days_and_choices_take_nothing_else_and_texts_no_nul(walk):
    taken = [one for one in walk if one.must_refuse and not one.answer.refused
             and (one.form.route, one.what.partition(":")[0]) not in HARMLESS]  # fmt: skip
    assert not taken, listed(taken)


def test_a_form_is_not_open_to_those_whose_it_is_not(walk):
    strangers = [one for one in walk if one.what == "wrong person" and one.answer.changed]
    assert {(one.person, one.form.route) for one in strangers} <= ALSO_THEIRS, listed(strangers)


def test_a_form_from_a_step_that_is_over_changes_nothing(walk):
    late = [one for one in walk if one.what == "too late" and one.answer.changed and one.form.route not in STILL_OPEN]
    assert not late, listed(late)


def test_a_second_click_changes_nothing(walk):
    again = [one for one in walk if one.what == AGAIN and one.answer.changed and one.form.route not in SAVES]
    assert not again, listed(again)


@pytest.mark.parametrize("route", ONCE)
def test_what_is_done_once_was_done_and_its_second_click_was_told_so(walk, route):
    tried = [one for one in walk if one.form.route == route]
    first, second = (next(one for one in tried if one.what == how) for how in (MEANT, AGAIN))
    assert first.answer.changed, str(first)
    assert not first.answer.refused, str(first)
    assert second.answer.refused, str(second)


def test_the_walk_saw_the_house(walk):
    """The tests above would pass on an empty list."""
    routes = {one.form.route for one in walk}
    assert len(routes) > 65, sorted({address.name for address in ADDRESSES} - routes)
    assert sum(one.what == MEANT and one.answer.changed for one in walk) > 55, "most forms were filled in rightly"
    assert len(walk) > 700
