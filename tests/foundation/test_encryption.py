"""Personal fields: sealed in the database, private in logs, renewed while people work."""

import base64
import json
import stat

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection, models, transaction

from mulin.foundation import key_ring, rotation
from mulin.foundation.bulk import insert_rows
from mulin.foundation.encryption import CannotDecrypt, blind_index, decrypt, encrypt, encrypt_many
from mulin.foundation.fields import EncryptedTextField, PrivateText
from mulin.foundation.key_ring import current_ring


@pytest.fixture(autouse=True)
def ring_file(settings, tmp_path):
    settings.ENCRYPTION_KEYS = tmp_path / "keys" / "encryption.json"
    return settings.ENCRYPTION_KEYS


@pytest.fixture
def secret_notes(transactional_db):
    """A table of its own with a sealed field, and nothing else sealed in sight."""

    class SecretNote(models.Model):
        text = EncryptedTextField(null=True)

        class Meta:
            app_label = "foundation"

    with connection.schema_editor() as editor:
        editor.create_model(SecretNote)
    yield SecretNote
    with connection.schema_editor() as editor:
        editor.delete_model(SecretNote)
    del apps.all_models["foundation"]["secretnote"]
    apps.clear_cache()


@pytest.mark.parametrize("cipher", ["AES-GCM", "SM4-GCM"])
def test_a_sealed_value_opens_again_and_never_looks_the_same_twice(settings, cipher):
    settings.ENCRYPTION_CIPHER = cipher
    sealed = encrypt_many(["11010519491231002X", "", "𠮷"])
    assert [decrypt(value) for value in sealed] == ["11010519491231002X", "", "𠮷"]
    assert sealed[0] != encrypt("11010519491231002X")
    assert sealed[0].startswith(current_ring().active + ".")


def test_a_value_of_one_cipher_opens_after_the_setting_changed(settings):
    settings.ENCRYPTION_CIPHER = "AES-GCM"
    sealed = encrypt("13812345678")
    settings.ENCRYPTION_CIPHER = "SM4-GCM"
    assert decrypt(sealed) == "13812345678"


@pytest.mark.parametrize("cipher", ["AES-GCM", "SM4-GCM"])
def test_a_changed_value_does_not_open(settings, cipher):
    settings.ENCRYPTION_CIPHER = cipher
    header, _, body = encrypt("13812345678").rpartition(".")
    raw = bytearray(base64.b64decode(body))
    raw[14] ^= 1
    with pytest.raises(CannotDecrypt):
        decrypt(f"{header}.{base64.b64encode(raw).decode()}")
    with pytest.raises(CannotDecrypt):
        decrypt("no sealed value")
    with pytest.raises(CannotDecrypt, match="密钥文件"):
        decrypt(f"00000000.a.{body}")


def test_the_key_file_is_for_its_owner_only_and_is_made_once(ring_file):
    sealed = encrypt("x")
    assert stat.S_IMODE(ring_file.stat().st_mode) == 0o600
    first = ring_file.read_text()
    key_ring._read.clear()
    assert decrypt(sealed) == "x"
    assert ring_file.read_text() == first
    assert json.loads(first)["active"] in json.loads(first)["keys"]


def test_equal_values_have_equal_blind_indexes_however_they_were_typed():
    assert blind_index("11010519491231002x") == blind_index(" １１０１０５19491231002Ｘ ")
    assert blind_index("11010519491231002x") != blind_index("110105194912310021")
    assert blind_index("  ") == ""
    assert len(blind_index("1")) == 32


def test_keys_and_clear_texts_do_not_show_in_logs():
    assert "secrets" not in repr(current_ring())
    assert repr(PrivateText("13812345678")) == "'•••'"
    assert f"{PrivateText('13812345678')}" == "13812345678"


def test_a_sealed_field_is_clear_in_python_and_sealed_in_the_table(secret_notes):
    note = secret_notes.objects.create(text="13812345678")
    assert "138" not in repr(vars(note))
    again = secret_notes.objects.get(pk=note.pk)
    assert again.text == "13812345678"
    assert "138" not in repr(vars(again))
    assert "13812345678" not in _stored(secret_notes)[0]
    with pytest.raises(FieldError, match="盲索引"):
        secret_notes.objects.filter(text="13812345678").count()
    assert secret_notes.objects.filter(text__isnull=True).count() == 0


def test_rotation_reseals_every_value_with_a_new_key(secret_notes, monkeypatch, capsys):
    monkeypatch.setattr(rotation, "CHUNK", 10)
    with transaction.atomic():
        insert_rows(secret_notes, ["text"], [(f"1381234{n:04d}",) for n in range(35)] + [(None,), ("",)])
    old = current_ring().active
    call_command("rotate_keys")
    new = current_ring().active
    assert new != old
    assert "SecretNote.text：35" in capsys.readouterr().out
    assert all(value.startswith(new + ".") for value in _stored(secret_notes) if value)
    clear = list(secret_notes.objects.order_by("pk").values_list("text", flat=True))
    assert clear == [f"1381234{n:04d}" for n in range(35)] + [None, ""]


def test_an_interrupted_rotation_goes_on_with_the_same_key(secret_notes, monkeypatch):
    monkeypatch.setattr(rotation, "CHUNK", 10)
    with transaction.atomic():
        insert_rows(secret_notes, ["text"], [(f"1381234{n:04d}",) for n in range(35)])
    sealing = rotation.encrypt_many
    calls = []

    def fails_in_the_third_chunk(values):
        values = list(values)
        calls.extend(values[:1])
        if len(calls) == 3:
            raise KeyboardInterrupt
        return sealing(values)

    monkeypatch.setattr(rotation, "encrypt_many", fails_in_the_third_chunk)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_keys()
    half_way = current_ring()
    assert half_way.rotating
    assert len({value.split(".")[0] for value in _stored(secret_notes)}) == 2
    monkeypatch.setattr(rotation, "encrypt_many", sealing)
    counts = rotation.rotate_keys()
    assert counts["foundation.SecretNote.text"] == 15
    assert current_ring().active == half_way.active
    assert not current_ring().rotating
    assert {value.split(".")[0] for value in _stored(secret_notes)} == {half_way.active}


def _stored(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {model._meta.db_table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]
