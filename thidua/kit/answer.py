"""How a view answers: translate the request, make one action call, answer page or fragment."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thidua.kit.refusal import Refused
from thidua.kit.watch import note


def attempt(request: HttpRequest, form: BaseForm, act: Callable[[], object], done: object = "") -> bool:
    """Make the action call of a posted, valid form.

    True when it went through (with `done` as the flash message). A refusal becomes an error on the form, beside
    what was typed, and nothing has changed.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        note(request, "act.refused")
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    if done:
        messages.success(request, str(done))
    return True


def do(request: HttpRequest, act: Callable[[], object], done: object, to: Any, back: Any = None) -> HttpResponse:
    """Make the action call of a bare button, say what happened, go to `to`; a refusal is said there too, or at `back`.

    `to` may be a function, asked after the act, when the act decides where to go.
    """
    try:
        act()
    except Refused as refused:
        note(request, "act.refused")
        messages.error(request, str(refused))
        to = to if back is None else back
    else:
        messages.success(request, str(done))
    return redirect(to() if callable(to) else to)


def page(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, form: BaseForm | None = None
) -> HttpResponse:
    """The page; 422 when it carries a form that was posted and refused."""
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, template, {**(context or {}), "form": form}, status=status)
