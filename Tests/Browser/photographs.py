"""Photographs of receipts as phones make them, made up here."""

import io
import random

from PIL import Image, ImageDraw

UPRIGHT = (600, 900)
CORNER = (200, 30, 40)  # what stands in the upper left corner when a receipt is upright
TURNED = 6  # the EXIF orientation of a phone held upright: the picture lies on its left side


def receipt(seed, kind="JPEG", turned=False):
    """A receipt with lines of its own, whose upper left corner is red. `turned`: it lies on its side, and its metadata say so, and where."""
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
    bytes_of = io.BytesIO()
    picture.save(bytes_of, kind, **options)
    return bytes_of.getvalue()


def opened(bytes_of):
    return Image.open(io.BytesIO(bytes_of))
