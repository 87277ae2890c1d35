"""Files are what they hold, not what they are called."""

import hashlib
import io
import stat
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mulin.foundation import durable, uploads
from mulin.foundation.refusals import Refused
from mulin.foundation.uploads import check_content, check_upload, clean_name, path_of, store
from tests.foundation.workbooks import GOOD, repacked, workbook

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(kind="JPEG", size=(40, 30), mode="RGB", **options):
    target = io.BytesIO()
    Image.new(mode, size, "red").save(target, kind, **options)
    return target.getvalue()


def word_file():
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "extension", "media_type"),
    [
        (picture(), "照片.JPEG", "jpg", "image/jpeg"),
        (picture("PNG", mode="RGBA"), "a.png", "png", "image/png"),
        (picture("WEBP"), "a.webp", "webp", "image/webp"),
        (PDF, "通知.pdf", "pdf", "application/pdf"),
        (word_file(), "纪要.docx", "docx", uploads.MEDIA_TYPES["docx"]),
        (workbook(GOOD), "名单.xlsx", "xlsx", uploads.MEDIA_TYPES["xlsx"]),
    ],
)
def test_allowed_files_are_known_by_their_content(content, name, extension, media_type):
    checked = check_upload(SimpleUploadedFile(name, content))
    assert (checked.extension, checked.media_type) == (extension, media_type)
    assert checked.sha256 == hashlib.sha256(checked.content).hexdigest()
    assert checked.size == len(checked.content)
    assert checked.name == name.rsplit(".", 1)[0] + "." + extension


def _macro_document():
    return repacked(word_file(), add=[("word/vbaProject.bin", b"x")])


def _bomb():
    return repacked(word_file(), add=[("word/zeros.xml", b"\0" * 30_000_000)])


def _other_zip():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("a.txt", "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"<html><script>alert(1)</script>", "照片.jpg", "不支持"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "图.svg", "不支持"),
        (b"MZ" + b"\0" * 100, "通知.pdf", "不支持"),
        (picture(), "照片.png", "扩展名"),
        (picture(), "照片.jpg.exe", "扩展名"),
        (picture(), "照片", "扩展名"),
        (PDF, "通知.docx", "扩展名"),
        (word_file(), "名单.xlsx", "扩展名"),
        (picture()[:300], "照片.jpg", "已损坏"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "图.png", "已损坏"),
        (b"PK\x03\x04" + b"x" * 50, "名单.xlsx", "已损坏"),
        (_other_zip(), "名单.xlsx", "压缩文件"),
        (_macro_document(), "纪要.docx", "宏"),
        (_bomb(), "纪要.docx", "过大"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript>>"), "通知.pdf", "脚本"),
        (PDF[:20], "通知.pdf", "不完整"),
        (b"", "空.pdf", "空的"),
    ],
)
def test_disguised_and_dangerous_files_are_refused(content, name, word):
    with pytest.raises(Refused, match=word):
        check_upload(SimpleUploadedFile(name, content))


def test_a_file_beyond_the_limit_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 1024
    with pytest.raises(Refused, match="超过"):
        check_upload(SimpleUploadedFile("a.pdf", PDF + b" " * 2000))


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_picture_loses_place_and_camera_and_stands_upright(kind, name):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    checked = check_content(picture(kind, exif=exif), name)
    with Image.open(io.BytesIO(checked.content)) as image:
        assert dict(image.getexif()) == {}
        assert "exif" not in image.info
        assert image.size == (30, 40)
    assert b"Camera" not in checked.content


def test_what_is_hidden_behind_a_picture_is_gone():
    checked = check_content(picture() + b"<script>alert(1)</script>", "a.jpg")
    assert b"script" not in checked.content


def test_a_large_picture_is_made_smaller_and_a_monstrous_one_refused(monkeypatch):
    checked = check_content(picture("PNG", (3000, 1500)), "a.png")
    with Image.open(io.BytesIO(checked.content)) as image:
        assert image.size == (2400, 1200)
    monkeypatch.setattr(uploads, "MAX_PIXELS", 100)
    with pytest.raises(Refused, match="像素"):
        check_content(picture(), "a.jpg")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\通知.pdf", "通知.pdf"),
        ("a\x00b\u202egpj.pdf", "abgpj.pdf"),
        (".pdf", "文件.pdf"),
        ("长" * 200 + ".pdf", "长" * 80 + ".pdf"),
        ("名<script>.pdf", "名script.pdf"),
    ],
)
def test_names_are_cleaned(name, clean):
    assert clean_name(name, "pdf") == clean


def test_a_file_is_kept_once_under_its_hash(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    checked = check_content(PDF, "通知.pdf")
    place = store(checked)
    assert store(checked) == place
    path = tmp_path / place
    assert path == path_of(checked.sha256)
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [checked.sha256]
    with pytest.raises(ValueError, match="SHA-256"):
        path_of("../x")


def test_a_full_disk_refuses_the_file_and_leaves_no_half(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(Refused, match="存储空间"):
        store(check_content(PDF, "通知.pdf"))
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
