"""Photographs of receipts as phones make them, made up here."""

import io
import pathlib
import random
import subprocess
import tempfile

from PIL import Image, ImageDraw

UPRIGHT = (600, 900)
CORNER = (200, 30, 40)  # what stands in the upper left corner when a receipt is upright
TURNED = 6  # the EXIF orientation of a phone held upright: the picture lies on its left side


def receipt(seed, kind="JPEG", turned=False):
    """A receipt with lines of its own, whose upper left corner is red. `turned`: it lies on its side, and its metadata say so, and where.

    `kind` is one of Pillow's formats, or HEIC as phones of one maker send it.
    """
    chance = random.Random(seed)
    picture = Image.new("RGB", UPRIGHT, (250, 250, 245))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 199, 199), fill=CORNER)
    for y in range(230, 870, 32):
        pen.rectangle((40, y, chance.randrange(120, 560), y + chance.randrange(8, 22)), fill=(30, 30, 30))
    options = {}
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        exif = Image.Exif()
        exif[0x0112] = TURNED
        exif[0x010F] = "Neighbours' phone"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
        options["exif"] = exif
    if kind == "HEIC":
        return heic(picture, options, turned)
    bytes_of = io.BytesIO()
    picture.save(bytes_of, kind, **options)
    return bytes_of.getvalue()


def heic(picture, options, turned):
    """What `heif-enc` makes of a picture. Such a file says in a property of its own how it is turned, and readers go by that alone."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = pathlib.Path(folder, "picture.jpg"), pathlib.Path(folder, "picture.heic")
        picture.save(before, "JPEG", quality=95, **options)
        subprocess.run(["heif-enc", "-q", "80", str(before), "-o", str(after)], check=True, capture_output=True)
        data = bytearray(after.read_bytes())
    if turned:
        # The encoder writes no rotation. Nobody misses the property that tells the bits of a pixel; it becomes one: three quarters anticlockwise.
        place = data.index(b"pixi")
        data[place : place + 5] = b"irot\x03"
    return bytes(data)


def sent_again(photograph, half=False):
    """The same photograph as another program saves it: other bytes, and perhaps half as wide and high."""
    picture = opened(photograph)
    if half:
        picture = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
    bytes_of = io.BytesIO()
    picture.save(bytes_of, "JPEG", quality=62, exif=picture.getexif())
    return bytes_of.getvalue()


def opened(bytes_of):
    return Image.open(io.BytesIO(bytes_of))
