"""Writes a network of torchvision with drawn weights, pictures, and its answers to them.

Arguments: the network's name, a folder, the side of its input, the height and the width of the other pictures.
"""
import json
import struct
import sys

import numpy
import torch
import torchvision
from PIL import Image
from torchvision.models.resnet import BasicBlock, Bottleneck
from torchvision.transforms import functional

name, folder, side, height, width = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
MEAN = numpy.array([0.485, 0.456, 0.406])
DEVIATION = numpy.array([0.229, 0.224, 0.225])
COUNT = 3
RESIZED = int(side / 0.875)
random = numpy.random.RandomState(1)
torch.manual_seed(1)


def pictures(high, wide):
    """Smooth ones, as photos are, each of another color."""
    all_of_them = []
    for _ in range(COUNT):
        coarse = random.uniform(0, 255, (6, 5, 3)) * random.uniform(0.2, 1, 3)
        image = Image.fromarray(coarse.astype(numpy.uint8)).resize((wide, high), Image.BICUBIC)
        all_of_them.append(numpy.asarray(image))
    return numpy.stack(all_of_them)


def prepared(images):
    """What torchvision's presets do, without rounding to bytes in between: a channel is an image of floats."""
    batch = []
    for image in images:
        channels = []
        for channel in range(3):
            plane = Image.fromarray(image[:, :, channel].astype(numpy.float32))
            plane = functional.center_crop(functional.resize(plane, RESIZED), [side, side])
            channels.append((numpy.asarray(plane).astype(numpy.float64) / 255 - MEAN[channel]) / DEVIATION[channel])
        batch.append(channels)
    return torch.tensor(numpy.array(batch))


def write(path, tensors):
    header, data, at = {"__metadata__": {"format": "pt"}}, [], 0
    for key, tensor in tensors.items():
        array = tensor.numpy()
        dtype = {"float32": "F32", "int64": "I64"}[str(array.dtype)]
        header[key] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        data.append(array.tobytes())
        at += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(data))


same, others = pictures(RESIZED, RESIZED), pictures(height, width)
model = getattr(torchvision.models, name)()
for module in model.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        torch.nn.init.uniform_(module.weight, 0.5, 1)
        torch.nn.init.normal_(module.bias, 0, 0.2)
        module.momentum = None
# A small last scale of each block, as in trained networks. With scales of 0.5 to 1 a hundred layers magnify rounding so much
# that PyTorch's own float32 is 2e-4 of the largest logit away from its double.
for module in model.modules():
    if isinstance(module, (BasicBlock, Bottleneck)):
        torch.nn.init.uniform_((module.bn3 if isinstance(module, Bottleneck) else module.bn2).weight, 0.1, 0.2)
# The statistics are those of the pictures, so that what the network is given still matters at its end.
model.train()
with torch.no_grad():
    model(torch.cat([prepared(same), prepared(others)]).float())
model.eval()
write(folder + "/model.safetensors", model.state_dict())
same.tofile(folder + "/same.bin")
others.tofile(folder + "/others.bin")
with torch.no_grad():
    model.double()
    model(prepared(same)).numpy().astype("<f8").tofile(folder + "/same.logits")
    model(prepared(others)).numpy().astype("<f8").tofile(folder + "/others.logits")
