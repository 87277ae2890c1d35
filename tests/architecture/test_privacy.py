"""Every personal field says what it is for and how long it is kept."""

import re

import pytest
from django.apps import apps
from django.db.models import Field, Model

from mulin.foundation.fields import EncryptedTextField
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.web.queries.privacy import register

ABOUT_A_PERSON = re.compile("姓名|联系人|电话|手机|地址|住址|身份证|证件号|照片|出生|健康|家庭|特长|操作人")


def models_of_ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("mulin.")]


def own_fields(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not field.is_relation and not field.primary_key]


def personal_fields(model: type[Model]) -> list[str]:
    """All fields of members, accounts and of what belongs to one member; elsewhere those whose name says so."""
    belongs = any(field.related_model is Member for field in model._meta.concrete_fields if field.is_relation)
    if model in (Member, User) or belongs:
        return [field.name for field in own_fields(model)]
    return [
        field.name
        for field in own_fields(model)
        if isinstance(field, EncryptedTextField) or ABOUT_A_PERSON.search(str(field.verbose_name))
    ]


@pytest.mark.parametrize("model", models_of_ours(), ids=lambda model: model._meta.label)
def test_every_personal_field_has_a_purpose_and_a_time_to_be_kept(model: type[Model]) -> None:
    kept = {one.model: one for one in register()[1]}.get(model._meta.label)
    told = set(kept.fields) | kept.plain if kept else set()
    missing = [name for name in personal_fields(model) if name not in told]
    assert not missing, f"privacy.yaml 没有说明 {model._meta.label} 的：{'、'.join(missing)}"


def test_the_register_names_only_what_exists() -> None:
    for one in register()[1]:
        names = {field.name for field in own_fields(apps.get_model(one.model))}
        assert set(one.fields) | one.plain <= names, one.model
        assert all(use.strip() for use in one.fields.values())


def test_the_words_by_which_a_personal_field_is_known_catch_one() -> None:
    assert personal_fields(apps.get_model("organisations.Staff")) == ["name", "phone"]
