"""The writers of the paperwork: papers from draft to revoked, what the cluster keeps, signed copies."""

from thidua.paperwork.actions.keeping import (
    keep_letterhead,
    keep_recipients,
    number_together,
    remove_recipients,
    retire_templates,
    upload_template,
    use_template,
)
from thidua.paperwork.actions.papers import (
    change_draft,
    draft,
    drop_draft,
    issue,
    number_draft,
    revoke,
    send_back,
    sign_draft,
)
from thidua.paperwork.actions.signing import bring_back

__all__ = [
    "bring_back", "change_draft", "draft", "drop_draft", "issue", "keep_letterhead", "keep_recipients", "number_draft",
    "number_together", "remove_recipients", "retire_templates", "revoke", "send_back", "sign_draft", "upload_template",
    "use_template",
]  # fmt: skip
