"""What boards leave to a person, on the home page: consents that expire soon."""

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.boards.models import Consent
from mulin.foundation.clock import today
from mulin.tree.permissions import has_anywhere, scope
from mulin.web.queries.owing import SOON
from mulin.web.queries.todo import Todo


def board_todos(user: Any) -> list[Todo]:
    """Consents that end within a month: one's own, and those for boards that this person keeps."""
    keeps = has_anywhere(user, "boards.manage")
    if not keeps and not has_anywhere(user, "service.take_part"):
        return []
    own = Q(member__account_id=user.pk)
    kept = scope(user, "boards.manage", "node__") if keeps else own
    ending = Consent.objects.live_on(today()).filter(kept | own, until__lte=today() + SOON)
    found = ending.aggregate(number=Count("pk"), first=Min("until"))
    if not found["number"]:
        return []
    words = _("%(number)d 项公开同意将到期，须本人重新同意") if keeps else _("您有 %(number)d 项公开同意将到期")
    url = reverse("boards:consents") if keeps else reverse("boards:mine")
    return [Todo(words % {"number": found["number"]}, url, "due", found["first"])]
