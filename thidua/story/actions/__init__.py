"""The writers of the story: drafts handed to the newsroom, the year shown to the public, what was read entered."""

from thidua.story.actions.drafting import acknowledge, draft, draft_exemplar, draft_launch, draft_result, show
from thidua.story.actions.entering import enter

__all__ = ["acknowledge", "draft", "draft_exemplar", "draft_launch", "draft_result", "enter", "show"]
