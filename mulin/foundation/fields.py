"""Model fields that seal what they keep."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.expressions import Expression
from django.db.models.query_utils import DeferredAttribute

from mulin.foundation.encryption import INDEX_LENGTH, decrypt, encrypt


class PrivateText(str):
    """A personal text in clear. It prints as itself where it is meant to, and as dots in logs and error
    pages.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "'•••'" if self else "''"


class _PrivateAttribute(DeferredAttribute):
    """Whatever is put into the field is private from then on."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        clear = PrivateText(value) if type(value) is str else value
        instance.__dict__[self.field.attname] = clear


class EncryptedTextField(models.TextField):
    """Text that is clear in Python and sealed in the database. It cannot be searched: keep a
    ``BlindIndexField``.
    """

    descriptor_class = _PrivateAttribute

    def from_db_value(self, value: str | None, _expression: Expression, _connection: Any) -> str | None:
        """Unseal what was read."""
        return None if value is None else PrivateText(decrypt(value))

    def get_prep_value(self, value: Any) -> Any:
        """Seal what is written."""
        return encrypt(value) if isinstance(value, str) else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only emptiness can be asked for; equal texts are sealed differently each time."""
        if lookup_name != "isnull":
            raise FieldError(f"加密字段 {self.name} 不能用于查询，请改用它的盲索引字段")
        return super().get_lookup(lookup_name)


class BlindIndexField(models.CharField):
    """Holds ``blind_index(value)`` of a sealed field beside it; empty when that field is empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = INDEX_LENGTH
        kwargs["editable"] = False
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
