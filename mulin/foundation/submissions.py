"""A form that is sent twice does its work once.

A page with a form that writes puts ``<input type="hidden" name="submission" value="{{ token }}">`` into it,
the token from ``new_token()``; the view that takes the form is wrapped in ``once``.
"""

import datetime
import functools
import secrets
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from mulin.foundation.clock import now
from mulin.foundation.models import Submission
from mulin.foundation.refusals import Refused

FIELD = "submission"
KEPT = datetime.timedelta(days=7)
_LENGTH = 40
View = Callable[..., HttpResponseBase]


def new_token() -> str:
    """A token for one form on one page."""
    return secrets.token_urlsafe(24)


def once(view: View) -> View:
    """Let a POST with the same token through once; the second gets the first one's redirect.

    The token is claimed and the view runs in one transaction: when the view fails nothing is claimed, and of
    two at once the unique constraint lets one wait for the other. An answer that is not a redirect (a form
    with mistakes) undoes the claim, so the corrected form may be sent with the same token.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        token = request.POST.get(FIELD, "")
        if request.method != "POST" or not token:
            return view(request, *args, **kwargs)
        if len(token) > _LENGTH:
            raise Refused("表单凭据无效，请刷新页面后重新填写")
        user_id = getattr(request.user, "pk", None)
        earlier = Submission.objects.filter(token=token).first()
        if earlier is None:
            try:
                return _first_time(token, user_id, functools.partial(view, request, *args, **kwargs))
            except _ClaimedMeanwhile:
                earlier = Submission.objects.filter(token=token).first()
        return _answer_again(earlier, user_id)

    return answer


class _ClaimedMeanwhile(Exception):  # noqa: N818
    """The same form arrived in another process and was faster."""


def _first_time(token: str, user_id: int | None, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    with transaction.atomic():
        try:
            with transaction.atomic():
                claim = Submission.objects.create(token=token, user_id=user_id, at=now())
        except IntegrityError as error:
            raise _ClaimedMeanwhile from error
        response = act()
        outcome = _outcome_of(response)
        if outcome:
            claim.outcome_url = outcome
            claim.save(update_fields=["outcome_url"])
        else:
            claim.delete()
    return response


def _outcome_of(response: HttpResponseBase) -> str:
    """Where the answer sends the browser, also the way htmx is sent; empty when the form was not accepted."""
    if 300 <= response.status_code < 400:
        return str(response.headers.get("Location", ""))
    return str(response.headers.get("HX-Redirect", ""))


def _answer_again(earlier: Submission | None, user_id: int | None) -> HttpResponseBase:
    if earlier is None or earlier.user_id != user_id:
        raise Refused("这张表单正在处理或已失效，请刷新页面查看结果")
    return HttpResponseRedirect(earlier.outcome_url)


def forget_old_submissions() -> int:
    """Clean up tokens older than a week; how many there were. Called by ``mulin tick``."""
    count, _ = Submission.objects.filter(at__lt=now() - KEPT).delete()
    return count
