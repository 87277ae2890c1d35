"""Personal fields in a form that a stolen database does not give away.

The key ring is one JSON file, made at first run and readable by its owner alone. It must be backed up apart
from the database: without it the fields are lost. Every stored value names its key and its cipher, so keys
can be renewed while the product runs.
"""

import functools
from base64 import b64decode, b64encode
from collections.abc import Iterable
from os import urandom
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from mulin.foundation.key_ring import KeyRing, current_ring, ring_with
from mulin.foundation.normalisation import compact

AES_GCM, SM4_GCM = "AES-GCM", "SM4-GCM"
_MARKS = {AES_GCM: "a", SM4_GCM: "s"}
_KNOWN_MARKS = frozenset(_MARKS.values())
_NONCE, _TAG = 12, 16
INDEX_LENGTH = 32


class CannotDecrypt(Exception):  # noqa: N818 - reads as a sentence
    """A stored value was changed, or its key is not in the ring."""


class _Sealer(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


class _SM4GCM:
    """SM4 in Galois/Counter Mode with the interface of ``AESGCM``."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        sealing = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        sealing.authenticate_additional_data(associated_data or b"")
        return sealing.update(data) + sealing.finalize() + sealing.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        opening = Cipher(self._algorithm, modes.GCM(nonce, data[-_TAG:])).decryptor()
        opening.authenticate_additional_data(associated_data or b"")
        return opening.update(data[:-_TAG]) + opening.finalize()


@functools.lru_cache(maxsize=64)
def _sealer(secret: bytes, mark: str) -> _Sealer:
    """The cipher for a ring's key. Each cipher gets a key of its own, so the same secret never serves two."""
    length = 16 if mark == "s" else 32
    key = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"mulin field {mark}".encode()).derive(secret)
    return _SM4GCM(key) if mark == "s" else AESGCM(key)


def current_header() -> str:
    """What a value encrypted now begins with: key id, cipher. A value with another one is due for
    re-encryption.
    """
    return _header(current_ring())


def _header(ring: KeyRing) -> str:
    return f"{ring.active}.{_MARKS[settings.ENCRYPTION_CIPHER]}."


def encrypt(text: str) -> str:
    """One value, sealed. An empty text stays empty."""
    return encrypt_many([text])[0]


def encrypt_many(texts: Iterable[str]) -> list[str]:
    """Many values at once, in order; about 1 µs each with AES-GCM. Empty texts stay empty."""
    ring = current_ring()
    header = _header(ring)
    associated = header.encode()
    seal = _sealer(ring.secrets[ring.active], header[-2]).encrypt

    def sealed(text: str) -> str:
        nonce = urandom(_NONCE)
        return header + b64encode(nonce + seal(nonce, text.encode(), associated)).decode("ascii")

    return [sealed(text) if text else "" for text in texts]


def decrypt(stored: str) -> str:
    """The clear text of a stored value. ``CannotDecrypt`` when it was tampered with or its key is missing."""
    if not stored:
        return ""
    key_id, mark, body = _parts(stored)
    ring = ring_with(key_id)
    if ring is None or mark not in _KNOWN_MARKS:
        raise CannotDecrypt(f"密钥 {key_id} 不在密钥文件中，请恢复密钥文件的备份")
    try:
        raw = b64decode(body, validate=True)
        clear = _sealer(ring.secrets[key_id], mark).decrypt(raw[:_NONCE], raw[_NONCE:], f"{key_id}.{mark}.".encode())
    except (InvalidTag, ValueError) as error:
        raise CannotDecrypt("加密字段的内容已损坏或被改动") from error
    return clear.decode()


def _parts(stored: str) -> tuple[str, str, str]:
    parts = stored.split(".", 2)
    if len(parts) != 3:
        raise CannotDecrypt("加密字段的内容不是加密格式")
    return parts[0], parts[1], parts[2]


def blind_index(text: str) -> str:
    """32 hexadecimal characters by which equal values can be found without being read; empty for an empty
    text.

    Spaces, width and case do not count. The key is its own and is not renewed by a rotation.
    """
    return blind_indexes([text])[0]


def blind_indexes(texts: Iterable[str]) -> list[str]:
    """The blind index of many values at once, in order."""
    keyed = HMAC(current_ring().blind_index, SHA256())

    def index(text: str) -> str:
        # a copy of the keyed state is half the work of keying anew
        code = keyed.copy()
        code.update(text.encode())
        return code.finalize().hex()[:INDEX_LENGTH]

    return [index(text) if text else "" for text in map(compact, texts)]
