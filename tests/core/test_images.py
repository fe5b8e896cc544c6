"""What comes in as a picture, and what goes out."""

import tracemalloc
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from core.media import images
from tests.samples.files import picture_bytes, png, zeros


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        images.read_photo(BytesIO(content))
    return refused.value.code, refused.value.messages[0]


def shown(content):
    return images.read_photo(BytesIO(content)).image


def close(pixel, expected, tolerance=6):
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, expected, strict=True))


# --- refused ----------------------------------------------------------------------------------------------

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body><script>alert(1)</script>"


@pytest.mark.parametrize(
    "content",
    [SVG, HTML, b"GIF", b"\x00" * 500, b"%PDF-1.7 ", picture_bytes("bmp"), picture_bytes("tiff"), picture_bytes("ico")],
    ids=["svg", "html", "stub", "zeros", "pdf", "bmp", "tiff", "ico"],
)
def test_what_is_no_photo_is_refused_whatever_it_is_called(content):
    assert refusal(content) == ("not_a_picture", images.NOT_A_PICTURE)


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_heic_is_refused_with_what_to_do(brand):
    box = b"ftyp" + brand + b"\x00\x00\x00\x00mif1heic"
    code, sentence = refusal((len(box) + 4).to_bytes(4, "big") + box + bytes(600))
    assert (code, sentence.endswith("Bitte speichern Sie das Bild als JPEG.")) == ("heic", True)


@pytest.mark.parametrize(("width", "height"), [(10_000, 4001), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_too_many_pixels_are_refused_by_the_header_alone(width, height, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda image: pytest.fail("decoded"))
    code, sentence = refusal(png(width, height))
    assert (code, "40 Millionen" in sentence) == ("too_many_pixels", True)


def test_a_huge_webp_is_refused_before_memory_is_reserved():
    size = (16_383 - 1).to_bytes(3, "little")
    content = b"RIFF" + (30).to_bytes(4, "little") + b"WEBPVP8X" + (10).to_bytes(4, "little") + bytes(4) + size + size
    assert refusal(content)[0] == "too_many_pixels"


def test_a_bomb_in_a_small_picture_never_unpacks():
    content = png(200, 200, data=zeros(300_000_000))
    assert len(content) < 400_000
    tracemalloc.start()
    try:
        images.read_photo(BytesIO(content))  # two hundred black lines, the rest is not looked at
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_a_bomb_in_the_words_of_a_png_is_refused(kind):
    content = png(200, 200, (kind, b"name\x00\x00" + zeros(100_000_000)), data=zeros(1_000_000))
    assert refusal(content)[0] == "broken"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif", "gif"])
def test_half_a_picture_is_refused(kind):
    content = picture_bytes(kind, mode="L", size=(900, 900)) if kind == "gif" else noise(kind)
    code = "not_a_picture" if kind == "avif" else "broken"  # an AVIF without its end cannot even be recognised
    assert refusal(content[: len(content) // 2])[0] == code


def noise(kind):
    target = BytesIO()
    Image.effect_noise((600, 600), 90).convert("RGB").save(target, kind)
    return target.getvalue()


def test_thousands_of_scans_are_refused_before_the_first(monkeypatch):
    content = picture_bytes("jpeg", progressive=True)[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 5000
    monkeypatch.setattr(Image.Image, "load", lambda image: pytest.fail("decoded"))
    assert refusal(content)[0] == "broken"


def test_more_than_25_megabytes_are_refused():
    code, sentence = refusal(picture_bytes() + bytes(images.MOST_BYTES))
    assert (code, "25 MB" in sentence) == ("too_large", True)


@pytest.mark.parametrize("size", [(99, 400), (400, 99), (4000, 150)])
def test_what_nobody_could_recognise_is_refused(size):
    assert refusal(picture_bytes(size=size)) == ("too_small", images.TOO_SMALL)


# --- accepted ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif", "gif"])
def test_each_usual_kind_becomes_the_same_plain_picture(kind):
    image = shown(picture_bytes(kind, colour=(200, 30, 60)))
    assert (image.mode, image.size, image.info) == ("RGB", (640, 480), {})
    assert close(image.getpixel((300, 200)), (200, 30, 60))


def test_a_photo_of_two_pictures_as_phones_write_it_shows_the_first():
    target = BytesIO()
    first, second = Image.new("RGB", (640, 480), "red"), Image.new("RGB", (320, 240), "blue")
    first.save(target, "MPO", save_all=True, append_images=[second])
    assert close(shown(target.getvalue()).getpixel((9, 9)), (254, 0, 0))


@pytest.mark.parametrize("kind", ["gif", "png", "webp"])
def test_of_a_film_the_first_picture_stays(kind):
    target = BytesIO()
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue", "green")]
    frames[0].save(target, kind, save_all=True, append_images=frames[1:], duration=50)
    image = shown(target.getvalue())
    assert (image.size, close(image.getpixel((9, 9)), (255, 0, 0))) == ((200, 200), True)


def test_print_colours_become_screen_colours():
    assert close(shown(picture_bytes("jpeg", mode="CMYK", colour=(0, 255, 255, 0))).getpixel((9, 9)), (254, 0, 0))


@pytest.mark.parametrize("grey", [0, 0x4000, 0xFFFF])
def test_sixteen_bits_become_eight(grey):
    image = Image.new("I;16", (200, 200), grey)
    target = BytesIO()
    image.save(target, "png")
    assert close(shown(target.getvalue()).getpixel((9, 9)), [grey >> 8] * 3, 1)


def test_what_is_transparent_becomes_white():
    palette = Image.new("P", (200, 200), 1)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    palette.paste(0, (0, 0, 100, 200))
    target = BytesIO()
    palette.save(target, "png", transparency=0)
    image = shown(target.getvalue())
    assert (image.getpixel((20, 20)), image.getpixel((180, 20))) == ((255, 255, 255), (0, 0, 255))
    assert shown(picture_bytes("png", mode="LA", colour=(0, 0))).getpixel((9, 9)) == (255, 255, 255)
    assert close(shown(picture_bytes("webp", mode="RGBA", colour=(0, 0, 0, 128))).getpixel((9, 9)), (127, 127, 127))


@pytest.mark.parametrize("kind", ["jpeg", "webp", "avif", "png"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_stand_upright(kind, orientation):
    """The corner that is red in the camera's file must come to stand where the orientation says."""
    image = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 99, 49), fill="red")
    exif = Image.Exif()
    exif[0x0112] = orientation
    target = BytesIO()
    image.save(target, kind, exif=exif)
    upright = shown(target.getvalue())
    width, height = upright.size
    spots = {"lo": (20, 20), "ro": (width - 20, 20), "ru": (width - 20, height - 20), "lu": (20, height - 20)}
    red = [name for name, spot in spots.items() if close(upright.getpixel(spot), (255, 0, 0), 60)]
    assert red == [["lo", "ro", "ru", "lu", "lo", "ro", "ru", "lu"][orientation - 1]]
    assert upright.size == ((400, 200) if orientation < 5 else (200, 400))


def test_a_large_photo_on_its_side_is_reduced_to_the_widest_width():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert shown(picture_bytes("jpeg", size=(4000, 3000), exif=exif)).size == (1600, 2133)


def test_colours_of_a_wide_profile_are_translated():
    """In a profile whose red and blue are swapped, what is stored as red looks blue."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile = profile.replace(b"rXYZ", b"tmpZ").replace(b"bXYZ", b"rXYZ").replace(b"tmpZ", b"bXYZ")
    image = shown(picture_bytes("png", colour=(255, 0, 0), icc_profile=bytes(profile)))
    assert close(image.getpixel((9, 9)), (0, 0, 255))


@pytest.mark.parametrize("profile", [b"nonsense", b"\x00" * 200])
def test_a_broken_profile_is_passed_over(profile):
    assert close(shown(picture_bytes("jpeg", colour=(255, 0, 0), icc_profile=profile)).getpixel((9, 9)), (254, 0, 0))


# --- what is kept -----------------------------------------------------------------------------------------


def with_secrets(kind):
    exif = Image.Exif()
    exif[0x010E] = "GEHEIM"
    exif[0x8825] = {1: "N", 2: (50.0, 56.0, 0.0), 3: "E", 4: (6.0, 57.0, 0.0), 29: "GEHEIM"}
    options = {"exif": exif, "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
    options |= {"comment": "GEHEIM"} if kind == "jpeg" else {}
    options |= {"xmp": b"<x:xmpmeta>GEHEIM</x:xmpmeta>"} if kind in {"jpeg", "webp", "avif"} else {}
    if kind == "png":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Author", "GEHEIM")
    return picture_bytes(kind, **options)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_place_and_words_in_the_file_are_gone(kind):
    content = with_secrets(kind)
    assert b"GEHEIM" in content
    for variant in images.variants(images.read_photo(BytesIO(content))):
        again = Image.open(BytesIO(variant.content))
        assert (b"GEHEIM" in variant.content, dict(again.getexif())) == (False, {})
        assert {"exif", "xmp", "icc_profile", "comment"} & set(again.info) == set()


def test_what_hides_behind_a_picture_is_gone():
    """A file that is a GIF and a script at once."""
    polyglot = picture_bytes("gif", mode="L", size=(200, 200)) + b"/*GEHEIM*/=1;alert(1)//"
    written = images.variants(images.read_photo(BytesIO(polyglot)))
    assert [variant.kind for variant in written if b"GEHEIM" in variant.content or b"GIF" in variant.content] == []


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), [(480, 360), (960, 720), (1600, 1200)]),
        ((1600, 900), [(480, 270), (960, 540), (1600, 900)]),
        ((970, 500), [(480, 247), (970, 500)]),
        ((300, 200), [(300, 200)]),
        ((1000, 8000), [(300, 2400)]),
    ],
)
def test_widths_are_never_larger_than_the_photo(size, expected):
    written = images.variants(images.read_photo(BytesIO(picture_bytes(size=size))))
    assert [(variant.width, variant.height) for variant in written] == [pair for pair in expected for _ in range(3)]


def test_each_file_is_what_it_says():
    written = images.variants(images.read_photo(BytesIO(picture_bytes(size=(1000, 500)))))
    opened = [Image.open(BytesIO(variant.content)) for variant in written]
    assert [(image.format.lower(), *image.size) for image in opened] == [
        (variant.kind, variant.width, variant.height) for variant in written
    ]
    assert {variant.kind for variant in written} == set(images.KINDS)
