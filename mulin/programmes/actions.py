"""Installing editions and putting them in force."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes import events, permissions, queries
from mulin.programmes.models import Edition, Programme
from mulin.programmes.rules import checked_parameter
from mulin.rulebook.reading import pack_hash, pack_text
from mulin.rulebook.schema import Pack
from mulin.tree.actions.kinds import NewKind, declare_kinds
from mulin.tree.models import Node


@transaction.atomic
def install(pack: Pack, *, by: User) -> tuple[Edition, bool]:
    """Store an edition whole. The same content twice changes nothing; changed content becomes another revision.

    Returns the edition and whether it is new.
    """
    content, value = pack_text(pack), pack_hash(pack)
    same = Edition.objects.select_for_update().filter(pack=pack.pack, edition=pack.edition)
    known = same.filter(hash=value).first()
    if known:
        return known, False
    revision = (same.aggregate(last=Max("revision"))["last"] or 0) + 1
    edition = Edition.objects.create(
        pack=pack.pack,
        edition=pack.edition,
        revision=revision,
        title=pack.title,
        content=content,
        hash=value,
        installed_by=by,
    )
    log(by, "安装制度", edition, changes={"校验值": ["", value]})
    return edition, True


@transaction.atomic
def adopt(
    edition: Edition,
    node: Node,
    *,
    since: datetime.date,
    by: User,
    legal_basis: str = "",
    basis_number: str = "",
    parameters: Mapping[str, Any] | None = None,
) -> Programme:
    """Prepare an edition for a node. It is in force only once published."""
    permissions.manage_programmes.check(by, node)
    programme = Programme(
        edition=edition, node=node, since=since, legal_basis=legal_basis.strip(), basis_number=basis_number.strip()
    )
    programme.parameters = checked(edition, parameters or {})
    programme.full_clean()
    programme.save()
    log(by, "拟定实施", programme, node_id=node.pk, changes={"实施起": ["", since]})
    return programme


def checked(edition: Edition, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What the district sets, checked against the pack's parameters; refuses an unknown one or a wrong value."""
    known = {one.id: one for one in queries.stored_pack(edition.pk).parameters}
    found: dict[str, Any] = {}
    for name, value in parameters.items():
        if name not in known:
            raise Refused(f"制度中没有参数“{name}”")
        found[name] = checked_parameter(known[name], value)
    return found


@transaction.atomic
def set_parameters(programme: Programme, parameters: Mapping[str, Any], *, by: User) -> Programme:
    """Change what the district sets. Assessments that are running keep what they opened with."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    permissions.manage_programmes.check(by, programme.node)
    before = dict(programme.parameters)
    programme.parameters = before | checked(programme.edition, parameters)
    programme.save(update_fields=["parameters"])
    changes = {key: [before.get(key), value] for key, value in programme.parameters.items() if before.get(key) != value}
    log(by, "设置参数", programme, node_id=programme.node_id, changes=changes)
    events.programme_changed.send(Programme, programme_id=programme.pk)
    return programme


@transaction.atomic
def publish(programme: Programme, *, by: User) -> Programme:
    """Put a programme in force. Refused without a legal basis (product principle 3)."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    permissions.manage_programmes.check(by, programme.node)
    if not programme.legal_basis:
        raise Refused("发布前请填写依据文件或批准文号：没有依据的创建活动不得开展", field="legal_basis")
    if programme.is_published:
        return programme
    bring_kinds(queries.stored_pack(programme.edition_id), by=by)
    programme.published_at, programme.published_by = timezone.now(), by
    programme.save(update_fields=["published_at", "published_by"])
    log(by, "发布实施", programme, node_id=programme.node_id, changes={"依据文件": ["", programme.legal_basis]})
    events.programme_changed.send(Programme, programme_id=programme.pk)
    return programme


def bring_kinds(pack: Pack, *, by: User) -> None:
    """Take the kinds of nodes into the tree that the pack speaks of and the tree does not know."""
    new = [NewKind(one.id, one.name, one.family, one.prefix, one.under) for one in pack.kinds if one.family is not None]
    if new:
        declare_kinds(new, by=by)


@transaction.atomic
def end(programme: Programme, *, on: datetime.date, by: User) -> Programme:
    """Take a programme out of force as of a day; what it asked before stays."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    permissions.manage_programmes.check(by, programme.node)
    programme.until = on
    programme.full_clean()
    programme.save(update_fields=["until"])
    log(by, "终止实施", programme, node_id=programme.node_id, changes={"实施止": ["", on]})
    events.programme_changed.send(Programme, programme_id=programme.pk)
    return programme
