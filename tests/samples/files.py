"""Picture and PDF files made on the spot, good ones and hostile ones."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter


def picture_bytes(kind="jpeg", size=(640, 480), mode="RGB", colour=None, **options):
    target = BytesIO()
    Image.new(mode, size, colour or 0).save(target, kind, **options)
    return target.getvalue()


def picture_file(content=None, name="foto.jpg"):
    return SimpleUploadedFile(name, content or picture_bytes(), content_type="image/jpeg")


def png(width, height, *chunks, depth=8, colour_type=2, data=b""):
    """A PNG of which only the header has to be true."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def zeros(count):
    """That many zeros, packed a thousandfold."""
    packer = zlib.compressobj(9)
    pieces = [packer.compress(bytes(1_000_000)) for _ in range(count // 1_000_000)]
    return b"".join(pieces) + packer.flush()


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pdf_bytes(pages=1, *, change=None):
    """`change` does something to the writer before the file is written."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    if change:
        change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def pdf_file(content=None, name="programm.pdf"):
    return SimpleUploadedFile(name, content or pdf_bytes(), content_type="application/pdf")
