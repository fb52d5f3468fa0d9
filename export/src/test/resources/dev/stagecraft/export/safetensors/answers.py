# Prints the logits that torchvision's ResNet-18 gives with a file's weights. Arguments: the file, and 32x32 images in color.
import json
import struct
import sys

import numpy
import torch
import torchvision

with open(sys.argv[1], "rb") as file:
    length = struct.unpack("<Q", file.read(8))[0]
    header = json.loads(file.read(length))
    data = file.read()
types = {"F32": "<f4", "I64": "<i8"}
state = {}
for name, entry in header.items():
    if name != "__metadata__":
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(data[begin:end], dtype=types[entry["dtype"]])
        state[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
network = torchvision.models.resnet18(num_classes=10)
network.load_state_dict(state, strict=True)
network = network.double().eval()
pixels = numpy.fromfile(sys.argv[2], dtype="u1").reshape(-1, 32, 32, 3)
images = torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy()).double() / 255
with torch.no_grad():
    for row in network(images).tolist():
        print(*row)
