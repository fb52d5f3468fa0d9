package dev.stagecraft.weights.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not safetensors is named, and the message says what to do. */
class ForeignFormatTest {
    @TempDir
    private Path folder;

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] zip(String first) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(first));
        } catch (IOException e) {
            throw new AssertionError("memory takes everything", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] tar() {
        byte[] archive = new byte[1024];
        System.arraycopy(latin("ustar"), 0, archive, 257, 5);
        return archive;
    }

    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of("a.pth", zip("archive/data.pkl"), "was saved by PyTorch; reading it can run code"),
                Arguments.of("a.bin", zip("pytorch_model/data.pkl"), "torch.load(\"%s\", map_location"),
                Arguments.of("a.pt", zip("a/.format_version"), "with open(\"%s.safetensors\", \"wb\")"),
                Arguments.of(
                        "old.pth", latin("\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019."), "is a Python pickle"),
                Arguments.of(
                        "new.pkl", latin("\u0080\4\u0095\1\0\0\0\0\0\0\0"), "with open(\"%s.safetensors\", \"wb\")"),
                Arguments.of("a.npz", zip("fc.weight.npy"), "is an archive of NumPy arrays; convert it with Python"),
                Arguments.of("a.npy", latin("\u0093NUMPY\1\0v\0{'descr'"), "is a single NumPy array"),
                Arguments.of("a.h5", latin("\u0089HDF\r\n\u001a\n\0\0\0\0"), "is an HDF5 file, as Keras saves it"),
                Arguments.of("a.zip", zip("model.safetensors"), "is a compressed archive; unpack it"),
                Arguments.of("cut.zip", latin("PK\3\4\0\0"), "is a compressed archive; unpack it"),
                Arguments.of("a.gz", latin("\u001f\u008b\b\0\0\0\0\0\0\3"), "is a compressed archive; unpack it"),
                Arguments.of("a.tar", tar(), "is a compressed archive; unpack it"),
                Arguments.of(
                        "model.safetensors",
                        latin("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 102469840\n"),
                        "is a pointer of Git LFS, not the file itself; run in its folder: git lfs pull"),
                Arguments.of("page.safetensors", latin("\n <!DOCTYPE html><html>"), "is a web page, not the file"),
                Arguments.of("error.safetensors", latin("<?xml version='1.0'?><Error>"), "is a web page, not the file"),
                Arguments.of("bom.html", latin("\u00ef\u00bb\u00bf<HTML>"), "is a web page, not the file"),
                Arguments.of(
                        "config.json", latin("{\"architecture\": \"resnet50\"}"), "is a JSON text, not a safetensors"),
                Arguments.of(
                        "model.safetensors.index.json",
                        latin("{\"weight_map\":{}}"),
                        "is the index of weights that are split into several files; join them with Python"),
                Arguments.of(
                        "model-00002-of-00003.safetensors",
                        TestFile.of(TestFile.ONE, 4),
                        "json.load(open(\"model.safetensors.index.json\"))"),
                Arguments.of("empty.safetensors", new byte[0], "is empty; download it again"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign")
    void foreignFileIsNamed(String name, byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        String stem = folder.resolve(name).toString();
        String expected = message.contains("with open")
                ? message.formatted(stem.replaceAll("\\.pt$", ""))
                : message.formatted(stem);
        assertRefused(file, expected);
    }

    private static void assertRefused(Path file, String message) {
        String refused = assertThrows(
                        WeightsFileException.class,
                        () -> SafetensorsFile.open(file).close())
                .getMessage();
        assertTrue(refused.startsWith(file + ": "), refused);
        assertTrue(refused.contains(message), refused);
    }

    /** Lengths whose bytes begin as other formats do. */
    @Test
    void lengthThatLooksLikeAnotherFormatIsALength() throws IOException {
        for (int length : new int[] {0x280, 0x480, 0x8b1f}) {
            byte[] header =
                    (TestFile.ONE + " ".repeat(length - TestFile.ONE.length())).getBytes(StandardCharsets.UTF_8);
            try (SafetensorsFile file =
                    SafetensorsFile.open(TestFile.write(folder, TestFile.of(header, new byte[4])))) {
                assertEquals(1, file.entries().size());
            }
        }
    }

    @Test
    void onlyPartOfOneIsTheWhole() throws IOException {
        Path file = Files.write(folder.resolve("model-00001-of-00001.safetensors"), TestFile.of(TestFile.ONE, 4));
        try (SafetensorsFile whole = SafetensorsFile.open(file)) {
            assertEquals(1, whole.entries().size());
        }
    }

    @ParameterizedTest
    @MethodSource("urls")
    void urlIsNamed(String url) {
        assertRefused(Path.of(url), "is a URL; download the file and name it here");
    }

    static Stream<String> urls() {
        return Stream.of(
                "https://example.com/model.safetensors",
                "HTTP://example.com/model.safetensors",
                "s3://bucket/model.safetensors",
                "file:///model.safetensors",
                "hf-hub:timm/resnet50.a1_in1k");
    }

    @Test
    void folderIsNamed() {
        assertRefused(folder, "is a folder; name the safetensors file in it");
    }

    @Test
    void deviceIsNotWaitedFor() {
        assertRefused(Path.of("/dev/zero"), "is not a regular file");
    }

    /** The lines of the message are run as they are, on files that PyTorch and NumPy wrote just now. */
    @ParameterizedTest
    @MethodSource("saved")
    void linesConvert(String name, String save) throws Exception {
        if (!Python.has("torch")) {
            return;
        }
        Path file = folder.resolve(name);
        Python.run(folder, """
                import numpy, torch
                state = {
                    "conv1.weight": torch.arange(24.0).reshape(2, 3, 2, 2),
                    "half": torch.tensor([1.5, -2.0]).half(),
                    "brain": torch.tensor([0.5]).bfloat16(),
                    "double": torch.tensor([0.1], dtype=torch.float64),
                    "bn1.num_batches_tracked": torch.tensor(7),
                    "transposed": torch.arange(6.0).reshape(2, 3).t(),
                    "parameter": torch.nn.Parameter(torch.tensor([3.0])),
                }
                arrays = {name: tensor.detach().float().numpy() for name, tensor in state.items()}
                arrays["bn1.num_batches_tracked"] = numpy.array(7)
                file = %s
                %s
                """.formatted("\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"", save));
        runLines(file);
        Path converted = folder.resolve(name.replaceFirst("\\.[a-z]+$", "") + ".safetensors");
        try (SafetensorsFile read = SafetensorsFile.open(converted)) {
            assertEquals(7, read.entries().size());
            assertEquals("pt", read.metadata().get("format"));
            assertArrayEquals(
                    new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23},
                    values(read, "conv1.weight"));
            assertArrayEquals(new float[] {1.5f, -2}, values(read, "half"));
            assertArrayEquals(new float[] {0.5f}, values(read, "brain"));
            assertArrayEquals(new float[] {0.1f}, values(read, "double"));
            assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, values(read, "transposed"));
            assertArrayEquals(new float[] {3}, values(read, "parameter"));
            assertArrayEquals(new float[] {7}, values(read, "bn1.num_batches_tracked"));
            assertEquals(
                    Dtype.I64,
                    read.entry("bn1.num_batches_tracked").orElseThrow().dtype());
        }
    }

    /** What a file is refused with says how to convert it. */
    private void runLines(Path file) throws IOException, InterruptedException {
        String refused = assertThrows(WeightsFileException.class, () -> SafetensorsFile.open(file))
                .getMessage();
        Python.run(
                folder, refused.lines().skip(1).map(line -> line.substring(4)).collect(Collectors.joining("\n")));
    }

    static Stream<Arguments> saved() {
        return Stream.of(
                Arguments.of("state.pth", "torch.save(state, file)"),
                Arguments.of("old.pt", "torch.save(state, file, _use_new_zipfile_serialization=False)"),
                Arguments.of("wrapped.bin", "torch.save({'epoch': 3, 'state_dict': state}, file)"),
                Arguments.of(
                        "a \"quoted\\ \u00e9 name.pth",
                        "import os; torch.save(state, 'p.pth'); os.rename('p.pth', file)"),
                Arguments.of("arrays.npz", "numpy.savez(file, **arrays)"));
    }

    /** In groups, as Keras saves them. */
    @Test
    void linesConvertHdf5() throws IOException, InterruptedException {
        if (!Python.has("h5py")) {
            return;
        }
        Python.run(folder, """
                import h5py, numpy
                with h5py.File("keras.h5", "w") as file:
                    file.attrs["backend"] = "tensorflow"
                    file["conv1_conv/conv1_conv/kernel:0"] = numpy.arange(24.0).reshape(2, 2, 3, 2)
                    file["conv1_bn/conv1_bn/gamma:0"] = numpy.array([1.5, -2], dtype="float16")
                    file["optimizer/iteration"] = numpy.array(7)
                """);
        runLines(folder.resolve("keras.h5"));
        try (SafetensorsFile read = SafetensorsFile.open(folder.resolve("keras.safetensors"))) {
            assertEquals(3, read.entries().size());
            assertEquals(
                    List.of(2L, 2L, 3L, 2L),
                    read.entry("conv1_conv/conv1_conv/kernel:0").orElseThrow().shape());
            assertEquals(23, values(read, "conv1_conv/conv1_conv/kernel:0")[23]);
            assertArrayEquals(new float[] {1.5f, -2}, values(read, "conv1_bn/conv1_bn/gamma:0"));
            assertArrayEquals(new float[] {7}, values(read, "optimizer/iteration"));
        }
    }

    @Test
    void linesJoinParts() throws IOException, InterruptedException {
        if (!Python.has("safetensors.torch")) {
            return;
        }
        Python.run(folder, """
                import json, torch
                from safetensors.torch import save_file
                save_file({"conv1.weight": torch.arange(6.0).reshape(1, 2, 1, 3)}, "model-00001-of-00002.safetensors")
                save_file({"fc.bias": torch.ones(2), "fc.weight": torch.zeros(2, 3)}, "model-00002-of-00002.safetensors")
                parts = {"conv1.weight": 1, "fc.bias": 2, "fc.weight": 2}
                with open("model.safetensors.index.json", "w") as file:
                    json.dump({"weight_map": {name: f"model-0000{part}-of-00002.safetensors" for name, part in parts.items()}}, file)
                """);
        for (String refused : List.of("model.safetensors.index.json", "model-00002-of-00002.safetensors")) {
            runLines(folder.resolve(refused));
            Path joined = folder.resolve("joined.safetensors");
            try (SafetensorsFile read = SafetensorsFile.open(joined)) {
                assertEquals(3, read.entries().size());
                assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, values(read, "conv1.weight"));
                assertArrayEquals(new float[] {1, 1}, values(read, "fc.bias"));
                assertEquals("pt", read.metadata().get("format"));
            }
            Files.delete(joined);
        }
    }

    private static float[] values(SafetensorsFile file, String name) throws IOException {
        TensorEntry entry = file.entry(name).orElseThrow();
        float[] values = new float[(int) entry.elements()];
        int[] next = {0};
        file.read(entry, part -> {
            int count = part.remaining();
            part.get(values, next[0], count);
            next[0] += count;
        });
        return values;
    }
}
