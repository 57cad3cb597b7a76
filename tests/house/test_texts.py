"""What a reader sees: every text of a page can be translated, and the English catalogue is whole."""

import ast
import re

import polib
import pytest
from allauth.account.forms import ChangePasswordForm
from django import forms

from tests.house.source import PACKAGE, ROOT, docstrings, python_files, short, templates, tree
from tools.messages import collect

VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹ]")
UNTRANSLATED = {
    "thidua/kit/templates/kit/500.html": "must work when nothing else does; Vietnamese is the site's own language",
}
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
SPEAKS = {"forms.py", "views.py", "rules.py", "public_views.py"}
"""Files whose every Vietnamese sentence is for the screen. (Papers and articles are Vietnamese by their nature.)"""
TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "ngettext_lazy"}


def bare(source: str) -> str:
    """A template without what is translated, commented or computed; line by line."""

    def blank(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n")

    source = re.sub(r'lang="vi">[^<{]*', blank, source)  # the language's own name for itself
    source = re.sub(r"{%\s*comment.*?endcomment\s*%}", blank, source, flags=re.S)
    source = re.sub(r"{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%}", blank, source, flags=re.S)
    return re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|Thi Đua|\bvalue=\"[^\"]*\"", blank, source, flags=re.S)


def test_no_text_of_a_template_stands_outside_a_translate_tag():
    loose = [
        f"{short(path)}:{number} {line.strip()[:80]}"
        for path in templates()
        if short(path) not in UNTRANSLATED
        for number, line in enumerate(bare(path.read_text()).splitlines(), 1)
        if VIETNAMESE.search(line)
    ]
    assert loose == []


def test_no_sentence_of_a_form_a_rule_or_a_view_stands_outside_a_call_of_gettext():
    loose = []
    for path in python_files():
        if path.name not in SPEAKS or "kit" in path.parts:
            continue
        module = tree(path)
        told = docstrings(module)
        for call in ast.walk(module):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in TRANSLATES:
                told |= set(ast.walk(call))
        loose += [
            f"{short(path)}:{node.lineno} {node.value[:60]}"
            for node in ast.walk(module)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            and VIETNAMESE.search(node.value) and node not in told
        ]  # fmt: skip
    assert loose == []


def test_every_text_is_translated_into_english():
    catalogue = polib.pofile(str(CATALOGUE))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    wanted = {(message.context, message.text) for message in collect()}
    assert wanted - known == set(), "run: make messages, then translate"
    assert known - wanted == set(), "texts nobody says any more; run: make messages"
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []


def test_translations_keep_their_placeholders():
    """%(count)s, %(name)s: the same on both sides."""
    holders = re.compile(r"%\((\w+)\)[sd]|%[sd%]")
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(CATALOGUE))
        for said in ([entry.msgstr] if entry.msgstr else entry.msgstr_plural.values())
        if said and set(holders.findall(said)) != set(holders.findall(entry.msgid))
    ]
    assert wrong == []


def test_english_sentences_are_english():
    left = [entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.msgstr == entry.msgid
            and VIETNAMESE.search(entry.msgid) and entry.msgid != "Tiếng Việt"]  # fmt: skip
    assert left == []


class EveryField(forms.Form):
    """One field of each kind the site uses."""

    words = forms.CharField(min_length=3, max_length=5)
    short = forms.SlugField()
    whole = forms.IntegerField(min_value=1, max_value=9)
    day = forms.DateField()
    choice = forms.ChoiceField(choices=[("a", "a")])
    choices = forms.MultipleChoiceField(choices=[("a", "a")])
    file = forms.FileField()
    mail = forms.EmailField()


WRONG = {"short": "a b", "whole": "chín", "day": "31/02/2026", "choice": "z", "choices": ["z"], "mail": "x"}


@pytest.mark.parametrize(
    "typed",
    [{}, {**WRONG, "words": "ab"}, {**WRONG, "words": "abcdef", "whole": "99"}, {"words": "a\0b", "whole": "0"}],
)
def test_what_django_says_about_a_field_is_vietnamese(typed):
    errors = EveryField(typed).errors
    assert len(errors) == len(EveryField.base_fields)
    assert [text for texts in errors.values() for text in texts if not VIETNAMESE.search(text)] == []


def test_what_allauth_says_about_a_password_is_vietnamese(cast, visit):
    person = cast.person("can-bo-bien-dong")
    person.set_password("mat-khau-dang-dung")
    forms_refused = [
        ChangePasswordForm(user=person, data={"oldpassword": "sai", "password1": "abc", "password2": "abc"}),
        ChangePasswordForm(user=person, data={"oldpassword": "mat-khau-dang-dung", "password1": "mat-khau-moi-1",
                                              "password2": "mat-khau-moi-2"}),
    ]  # fmt: skip
    said = [str(field.label) for field in forms_refused[0].fields.values()]
    said += [text for form in forms_refused for texts in form.errors.values() for text in texts]
    assert len(said) >= 6
    assert [text for text in said if not VIETNAMESE.search(text)] == []


def test_templates_carry_no_style_and_no_script_of_their_own():
    """The content security policy forbids both; a page that tries would silently lose them."""
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style\b|<script(?![^>]*(\bsrc=|application/ld\+json))", re.IGNORECASE)
    found = [
        f"{short(path)}:{number} {line.strip()[:80]}"
        for path in templates()
        for number, line in enumerate(bare(path.read_text()).splitlines(), 1)
        if inline.search(line)
    ]
    assert found == []
    assert len(templates()) > 10
    assert PACKAGE.exists()
