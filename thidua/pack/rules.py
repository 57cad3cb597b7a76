"""May this person draft this paper of the pack now?"""

from django.utils.translation import gettext as _

from thidua.members.queries import Here
from thidua.pack.catalogue import Item
from thidua.pack.queries import living


def why_not_draft(here: Here, item: Item, *, ready: bool) -> str:
    """Once, when the figures are there. Whose it is to prepare, the paperwork's own rule says."""
    if living(here, item):
        return _("Văn bản này đã được soạn; hãy mở bản đã có.")
    return "" if ready else _("Chưa có số liệu để soạn: bước tương ứng của năm chưa hoàn thành.")
