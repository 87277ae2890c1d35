"""Files that people hand in: known by their content, made harmless, kept under the hash of what they hold."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from mulin.foundation.durable import replace_durably
from mulin.foundation.normalisation import normalise
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets.archive import MAX_RATIO, MAX_UNPACKED, RATIO_FREE

SMALL = 240
MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_PIXELS = 60_000_000
LONGEST_SIDE = 2400
ALLOWED = "jpg、png、webp 图片，pdf，docx，xlsx"
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_IMAGES = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_FORBIDDEN_IN_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069]+")
_ACTIVE_PDF = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: what it holds now (images re-encoded), and a name that is safe to show."""

    content: bytes
    sha256: str
    media_type: str
    extension: str
    name: str

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


def check_upload(file: UploadedFile) -> CheckedFile:
    """Decide by content what a file is and make it harmless. ``Refused`` says in Chinese what is wrong.

    Images lose all metadata, location included, are turned upright and are at most 2,400 pixels long.
    """
    limit = getattr(settings, "UPLOAD_MAX_BYTES", MAX_BYTES)
    if file.size is not None and file.size > limit:
        raise Refused(f"文件超过 {limit // MEGABYTE} MB，请压缩后再上传")
    content = file.read(limit + 1)
    if not content:
        raise Refused("文件是空的，请重新选择")
    if len(content) > limit:
        raise Refused(f"文件超过 {limit // MEGABYTE} MB，请压缩后再上传")
    return check_content(content, file.name or "")


def check_content(content: bytes, name: str) -> CheckedFile:
    """The same for bytes that came another way (a batch, the demo)."""
    extension = _extension_by_content(content)
    claimed = _claimed_extension(name)
    if extension != claimed:
        raise Refused(f"文件内容与扩展名“.{claimed}”不符，已拒绝。可上传：{ALLOWED}")
    if extension in _IMAGES:
        content = _reencoded(content, _IMAGES[extension])
    elif extension == "pdf":
        _check_pdf(content)
    return CheckedFile(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=MEDIA_TYPES[extension],
        extension=extension,
        name=clean_name(name, extension),
    )


def store(file: CheckedFile) -> str:
    """Keep the file on disk, once however often it is handed in; its path below ``MEDIA_ROOT``.

    On disk before this returns. ``Refused`` when the disk is full.
    """
    path = path_of(file.sha256)
    if not path.exists():
        try:
            replace_durably(path, file.content)
        except OSError as error:
            raise Refused("存储空间不足或不可用，文件没有保存，请联系管理员") from error
    return str(path.relative_to(settings.MEDIA_ROOT))


def path_of(sha256: str) -> Path:
    """Where a file of this hash is kept."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hexadecimal")
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def clean_name(name: str, extension: str) -> str:
    """A file name without folders, control characters or tricks, at most 80 characters, ending as it
    should.
    """
    last = re.split(r"[/\\]", name)[-1]
    stem = normalise(_FORBIDDEN_IN_NAME.sub("", last.rsplit(".", 1)[0])).replace("\n", " ").strip(". ")
    return f"{stem[:80] or '文件'}.{extension}"


def _claimed_extension(name: str) -> str:
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return "jpg" if extension == "jpeg" else extension[:10]


def _extension_by_content(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office_extension(content)
    raise Refused(f"不支持这种文件。可上传：{ALLOWED}")


def _office_extension(content: bytes) -> str:
    """Which office file a zip is; never unpacked here, so a bomb stays folded."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            entries = file.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Refused("文件已损坏，请重新保存后再上传") from error
    names = {entry.filename for entry in entries}
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(
        entry.file_size > max(RATIO_FREE, MAX_RATIO * entry.compress_size) for entry in entries
    ):
        raise Refused("文件展开后过大，已拒绝")
    if any(name.lower().endswith("vbaproject.bin") or "/activex/" in name.lower() for name in names):
        raise Refused("文件含有宏或控件，已拒绝。请另存为不含宏的文件")
    for extension, part in _OFFICE_PARTS.items():
        if part in names and "[Content_Types].xml" in names:
            return extension
    raise Refused(f"不支持这种压缩文件。可上传：{ALLOWED}")


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise Refused("PDF 文件不完整，请重新导出后再上传")
    if any(mark in content for mark in _ACTIVE_PDF):
        raise Refused("PDF 含有脚本或内嵌文件，已拒绝。请用“打印为 PDF”重新生成")


def _reencoded(content: bytes, kind: str) -> bytes:
    """The picture alone: decoded and written anew, so nothing that was hidden in the file comes along."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Refused("图片的像素过多，请缩小后再上传")
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _written(upright, kind)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("图片已损坏或内容与扩展名不符，请重新选择") from error


def _written(image: Image.Image, kind: str) -> bytes:
    transparent = kind != "JPEG" and ("A" in image.getbands() or "transparency" in image.info)
    pixels = image.convert("RGBA" if transparent else "RGB")
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    target = io.BytesIO()
    if kind == "PNG":
        clean.save(target, "PNG")
    else:
        clean.save(target, kind, quality=85)
    return target.getvalue()


def small_picture(path: Path) -> bytes:
    """A kept picture as JPEG, small enough for a row of them on a phone (240 px)."""
    with Image.open(path) as image:
        small = image.convert("RGB")
        small.thumbnail((SMALL, SMALL))
        target = io.BytesIO()
        small.save(target, "JPEG", quality=80)
    return target.getvalue()
