package dev.stagecraft.weights.file;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Python that makes a safetensors file of others. It needs what wrote them and NumPy, not the package {@code safetensors},
 * and runs none of the code that a pickle may hold.
 */
final class PythonLines {
    private static final String INDENT = "\n    ";
    private static final String ENDING = ".safetensors";

    /** Writes {@code arrays}, a dictionary of NumPy's arrays. */
    private static final String WRITE = """

            header, data = {"__metadata__": {"format": "pt"}}, bytearray()
            for name, array in arrays.items():
                kind, dtype = ("F32", "<f4") if array.dtype.kind == "f" else ("I64", "<i8")
                begin = len(data)
                data += array.astype(dtype).tobytes()
                header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [begin, len(data)]}
            text = json.dumps(header).encode()
            with open(%s, "wb") as file:
                file.write(len(text).to_bytes(8, "little") + text + data)""";

    private PythonLines() {}

    /** Of a file that {@code torch.save} wrote: names and tensors, or a dictionary that has them as {@code state_dict}. */
    static String fromPyTorch(Path file) {
        return "reading it can run code that a stranger put into it. Convert it with Python, where PyTorch 1.13 or later"
                + " is installed:"
                + lines("""
                        import json, torch
                        state = torch.load(%s, map_location="cpu", weights_only=True)
                        state = state.get("state_dict", state)
                        arrays = {name: (t.float() if t.is_floating_point() else t.long()).detach().numpy() for name, t in state.items()}""".formatted(quoted(file.toString())) + writing(file));
    }

    /** Of an archive that {@code numpy.savez} wrote. */
    static String fromNumPy(Path file) {
        return "convert it with Python, where NumPy is installed:"
                + lines("""
                        import json, numpy
                        arrays = dict(numpy.load(%s))""".formatted(quoted(file.toString())) + writing(file));
    }

    /** Of an HDF5 file; the names are those of its groups. */
    static String fromHdf5(Path file) {
        return "convert it with Python, where h5py is installed. Then the tensors still have Keras's names and layouts:"
                + " rename and transpose them to torchvision's or timm's before the loop at the end:"
                + lines("""
                        import h5py, json
                        arrays = {}
                        def add(name, item):
                            if isinstance(item, h5py.Dataset):
                                arrays[name] = item[()]
                        h5py.File(%s).visititems(add)""".formatted(quoted(file.toString())) + writing(file));
    }

    /** Of weights that are split into several files. */
    static String join(String index) {
        return "join them with Python in their folder, where the package safetensors and PyTorch are installed:"
                + lines("""
                        import json
                        from safetensors.torch import load_file, save_file
                        weights = {}
                        for part in sorted(set(json.load(open(%s))["weight_map"].values())):
                            weights.update(load_file(part))
                        save_file(weights, "joined.safetensors", metadata={"format": "pt"})""".formatted(quoted(index)));
    }

    private static String lines(String code) {
        return INDENT + code.replace("\n", INDENT);
    }

    private static String writing(Path file) {
        return WRITE.formatted(quoted(converted(file.toString())));
    }

    /** The name with another ending: an ending is short and has no slash. */
    private static String converted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String ending : new String[] {".pth.tar", ".pt", ".pth", ".bin", ".npz", ".h5", ".hdf5", ".ckpt"}) {
            if (lower.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length()) + ENDING;
            }
        }
        return name + ENDING;
    }

    /** A text as a literal of Python. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
            } else if (ForeignName.isPrintable(character)) {
                quoted.appendCodePoint(character);
            } else {
                quoted.append(String.format("\\U%08x", character));
            }
        });
        return quoted.append('"').toString();
    }
}
