"""Pictures that come from outside: looked at, decoded once, and written anew in the sizes the pages need.

Nothing of the file that somebody sent is kept but what it shows (docs/decisions/pictures.md).
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_BYTES = 25_000_000
MOST_PIXELS = 40_000_000
MOST_SCANS = 100  # a progressive JPEG has about ten; thousands of them would keep a processor busy for minutes
MOST_PROFILE_BYTES = 4_000_000
SMALLEST_SIDE = 100
WIDTHS = (480, 960, 1600)
TALLEST = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# A phone that sees HEIC missing from this list turns its photos into JPEG by itself.
ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
SIDEWAYS = {5, 6, 7, 8}  # values of the EXIF orientation that swap width and height
ORIENTATION = 0x0112

# Chosen by looking at small lettering and fine lines, twice enlarged beside the original: a fifth less, and dark parts
# smear first in AVIF. Speed 8 of AVIF takes a third of the time of 6 and gives nearly the same file.
ENCODERS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 3},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}
KINDS = tuple(ENCODERS)

NOT_A_PICTURE = "Diese Datei ist kein Bild, das wir zeigen können. Bitte wählen Sie ein Foto als JPEG oder PNG."
HEIC = "Bilder im Format HEIC können wir nicht lesen. Bitte speichern Sie das Bild als JPEG."
TOO_LARGE = "Die Datei ist zu groß. Erlaubt sind höchstens 25 MB. Bitte verkleinern Sie das Bild."
TOO_SMALL = "Das Bild ist zu klein oder zu schmal. Bitte wählen Sie ein größeres."
BROKEN = "Die Datei ist beschädigt oder unvollständig. Bitte wählen Sie das Bild noch einmal oder ein anderes aus."

# Twice as many pixels as this and Pillow itself refuses before it reserves memory; a warning below that counts too.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Photo:
    """What a checked file shows: sRGB, upright, on white ground, without metadata, at most 1600 wide and 2400 high."""

    image: Image.Image


@dataclass(frozen=True, slots=True)
class Variant:
    """One file of a picture: `kind` is one of KINDS."""

    width: int
    height: int
    kind: str
    content: bytes


def read_photo(file: IO[bytes]) -> Photo:
    """ValidationError, with the sentence for the person who chose it, unless it is a picture as it should be. What
    it is called does not count, only what is in it."""
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large")
    image = _opened(content)
    _check_size(image)
    try:
        return Photo(_normal(image))
    except Exception:  # decoders stumble over broken files in a dozen ways of their own
        raise ValidationError(BROKEN, code="broken") from None


def variants(photo: Photo) -> list[Variant]:
    """Each width in each kind, smallest first. Never wider than the photo itself."""
    done = []
    for width in _widths(photo.image.width):
        height = max(1, round(photo.image.height * width / photo.image.width))
        image = photo.image.resize((width, height), Image.Resampling.LANCZOS)
        done += [Variant(width, height, kind, _encoded(image, kind)) for kind in KINDS]
    return done


def _widths(full: int) -> list[int]:
    """What is hardly narrower than the photo is left out: two files for the same purpose."""
    return [width for width in WIDTHS if width * 1.1 < full] + [full]


def _encoded(image: Image.Image, kind: str) -> bytes:
    target = BytesIO()
    image.save(target, kind, **ENCODERS[kind])
    return target.getvalue()


# --- looking ----------------------------------------------------------------------------------------------


def _opened(content: bytes) -> Image.Image:
    """Reads the header only."""
    if _is_heic(content):
        raise ValidationError(HEIC, code="heic")
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_too_many_pixels(), code="too_many_pixels") from None
    except UnidentifiedImageError:
        raise ValidationError(NOT_A_PICTURE, code="not_a_picture") from None
    except Exception:  # as in read_photo()
        raise ValidationError(BROKEN, code="broken") from None
    if image.format in {"JPEG", "MPO"} and content.count(b"\xff\xda") > MOST_SCANS:
        raise ValidationError(BROKEN, code="broken")
    return image


def _is_heic(content: bytes) -> bool:
    """By the brands in the first box of the file, where AVIF stands too."""
    length = int.from_bytes(content[:4], "big")
    if content[4:8] != b"ftyp" or not 16 <= length <= 512:
        return False
    brands = {content[start : start + 4] for start in range(8, length, 4)}
    return bool(brands & HEIC_BRANDS) and b"avif" not in brands


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(_too_many_pixels(), code="too_many_pixels")
    if min(_fitting(image)) < SMALLEST_SIDE:
        raise ValidationError(TOO_SMALL, code="too_small")


def _too_many_pixels() -> str:
    return (
        f"Das Bild hat zu viele Bildpunkte. Erlaubt sind höchstens {MOST_PIXELS // 1_000_000} Millionen. "
        "Bitte verkleinern Sie es."
    )


# --- decoding ---------------------------------------------------------------------------------------------


def _normal(image: Image.Image) -> Image.Image:
    orientation = image.getexif().get(ORIENTATION, 1)
    size = _fitting(image, sideways=orientation in SIDEWAYS)
    profile = image.info.get("icc_profile")
    # JPEG can be decoded at a half, a quarter or an eighth: a tenth of the time and memory for a large photo.
    image.draft(None, (2 * size[0], 2 * size[1]))
    image.load()
    small = _plain(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = _turned(_in_srgb(small, profile), orientation)
    bare = Image.new("RGB", upright.size)  # a new one, because metadata travel with the old
    bare.paste(upright)
    return bare


def _fitting(image: Image.Image, *, sideways: bool = False) -> tuple[int, int]:
    """The size to which the picture is reduced, before it is turned."""
    widest, tallest = (TALLEST, WIDTHS[-1]) if sideways else (WIDTHS[-1], TALLEST)
    scale = min(1.0, widest / image.width, tallest / image.height)
    return max(1, round(image.width * scale)), max(1, round(image.height * scale))


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits, nothing transparent, in RGB, CMYK or grey: what can be resized and has a colour profile."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")  # photos stay photos in dark mode
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image if image.mode in {"RGB", "CMYK", "L"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile that is broken or made for other colours is passed over, as browsers do."""
    if profile and len(profile) <= MOST_PROFILE_BYTES:
        try:
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    image.getexif()[ORIENTATION] = orientation
    return ImageOps.exif_transpose(image)
