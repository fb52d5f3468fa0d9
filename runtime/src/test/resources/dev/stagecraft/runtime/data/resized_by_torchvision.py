"""Resizes the images of PillowTest with torchvision, as TorchvisionTest asks for it.

Each line of standard input has height and width of an image, height and width of the result, the share of the crop or 0,
and the filter. For each line follow on standard output the values for an image of Pillow in float mode and those for a
tensor with antialias=True, as float32, little-endian. The exit status is 3 where something cannot be imported.
"""
import sys

try:
    import numpy
    import torch
    from PIL import Image
    from torchvision.transforms import InterpolationMode
    from torchvision.transforms import functional
except ImportError:
    sys.exit(3)


def image(height, width):
    y, x = numpy.mgrid[0:height, 0:width]
    return (((x * 73856093) ^ (y * 19349663)) >> 4 & 255).astype(numpy.float32)


def resized(picture, to_height, to_width, share, kind):
    if not share:
        return functional.resize(picture, [to_height, to_width], kind, antialias=True)
    whole = functional.resize(picture, [int(to_height / share)], kind, antialias=True)
    return functional.center_crop(whole, [to_height, to_width])


for line in sys.stdin:
    height, width, to_height, to_width = (int(word) for word in line.split()[:4])
    share, kind = float(line.split()[4]), InterpolationMode(line.split()[5])
    pixels = image(height, width)
    to = (to_height, to_width, share, kind)
    picture = resized(Image.fromarray(pixels, mode="F"), *to)
    tensor = resized(torch.from_numpy(pixels)[None], *to)[0]
    sys.stdout.buffer.write(numpy.asarray(picture).astype("<f4").tobytes())
    sys.stdout.buffer.write(tensor.numpy().astype("<f4").tobytes())
