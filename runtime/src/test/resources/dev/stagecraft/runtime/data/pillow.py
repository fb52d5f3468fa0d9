"""Writes pillow.bin beside this file: what Pillow makes of the images of PillowTest. Run it as: python3 pillow.py

Written by Pillow 9.4.0. For each case and filter follow the values in float mode as float32, little-endian, and then those
in 8-bit mode.
"""
import math
import os

import numpy
from PIL import Image

# height, width, height and width of the result, share of the crop or 0
CASES = [
    (7, 5, 3, 4, 0),
    (100, 100, 28, 28, 0),
    (28, 28, 41, 43, 0),
    (33, 47, 28, 28, 0),
    (1, 1, 5, 7, 0),
    (64, 3, 3, 64, 0),
    (300, 20, 7, 40, 0),
    (13, 29, 32, 32, 0),
    (224, 300, 8, 8, 0),
    (500, 375, 32, 24, 0),
    (97, 89, 53, 71, 0),
    (2, 2, 1, 1, 0),
    (1, 2000, 3, 5, 0),
    (28, 84, 28, 28, 0),
    (40, 61, 28, 28, 0.875),
    (427, 640, 24, 24, 0.95),
    (20, 9, 28, 28, 1),
    (21, 21, 20, 20, 0.9),
]


def image(height, width):
    y, x = numpy.mgrid[0:height, 0:width]
    return (((x * 73856093) ^ (y * 19349663)) >> 4 & 255).astype(numpy.uint8)


def resized(picture, to_height, to_width, share, kind):
    if not share:
        return picture.resize((to_width, to_height), kind)
    width, height = picture.size
    shorter = math.floor(to_height / share)
    size = (shorter, int(shorter * height / width)) if width <= height else (int(shorter * width / height), shorter)
    left = int(round((size[0] - to_width) / 2.0))
    top = int(round((size[1] - to_height) / 2.0))
    return picture.resize(size, kind).crop((left, top, left + to_width, top + to_height))


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pillow.bin"), "wb") as file:
    for height, width, to_height, to_width, share in CASES:
        pixels = image(height, width)
        for kind in (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC):
            exact = resized(Image.fromarray(pixels.astype(numpy.float32), mode="F"), to_height, to_width, share, kind)
            file.write(numpy.asarray(exact).astype("<f4").tobytes())
            file.write(numpy.asarray(resized(Image.fromarray(pixels), to_height, to_width, share, kind)).tobytes())
