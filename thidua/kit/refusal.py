"""A polite no. Rules answer with a sentence that says why not ("" means: go ahead); `require` turns one into Refused.

Refused is the one exception a user may see. It carries the sentence, the form field it is about (if any),
and leaves the database as it was.
"""


class Refused(Exception):
    """The act is not allowed or not possible now; `str(refused)` is the sentence for the user."""

    def __init__(self, sentence: object, field: str = "") -> None:
        super().__init__(str(sentence))
        self.field = field


def require(why_not: object, field: str = "") -> None:
    """Raise Refused when a rule answered with a sentence."""
    if why_not:
        raise Refused(why_not, field)
