package dev.stagecraft.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes safetensors files as the library of the format's authors does: the largest types first, then by name, the header
 * padded to a multiple of 8 bytes. Equal tensors and metadata give equal bytes.
 */
public final class SafetensorsWriter {
    /** PyTorch's tools look for it. */
    private static final String FORMAT = "format";

    private SafetensorsWriter() {}

    /**
     * Writes a file. It is written under another name in the same folder and renamed when it is whole, so a reader never
     * sees half of it. A file of this name is replaced.
     *
     * @param file the file to be written
     * @param tensors in any order; each is asked for its content once
     * @param metadata pairs of texts about the file, besides {@code format}, which is {@code pt}
     * @throws IllegalArgumentException if a name comes twice, is {@code __metadata__} or no valid text, if a size is
     *     negative, if a tensor's bits are not whole bytes, if the metadata has {@code format}, or if the header gets longer
     *     than 100,000,000 bytes
     * @throws IllegalStateException if a content has another length than type and shape say
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, List<OutgoingTensor> tensors, Map<String, String> metadata) throws IOException {
        List<OutgoingTensor> inOrder = inOrder(tensors);
        List<TensorEntry> entries = entries(inOrder);
        byte[] header = HeaderText.of(entries, pairs(metadata));
        if (header.length > SafetensorsFile.MOST_HEADER) {
            throw new IllegalArgumentException("the header would have " + header.length + " bytes; the format allows "
                    + SafetensorsFile.MOST_HEADER);
        }
        Path unfinished = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            write(unfinished, header, inOrder, entries);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(Path file, byte[] header, List<OutgoingTensor> tensors, List<TensorEntry> entries)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer beginning =
                    ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
            beginning.putLong(header.length).put(header).flip();
            while (beginning.hasRemaining()) {
                channel.write(beginning);
            }
            for (int i = 0; i < tensors.size(); i++) {
                CountedTarget target = new CountedTarget(entries.get(i), channel);
                tensors.get(i).content().writeTo(target);
                target.requireFull();
            }
            channel.force(true);
        }
    }

    /** Names are compared by their bytes in UTF-8; Java's own order of texts differs beyond the first 65,536 characters. */
    private static List<OutgoingTensor> inOrder(List<OutgoingTensor> tensors) {
        return tensors.stream()
                .sorted(Comparator.comparing(OutgoingTensor::dtype, Comparator.reverseOrder())
                        .thenComparing(
                                tensor -> tensor.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
    }

    private static List<TensorEntry> entries(List<OutgoingTensor> tensors) {
        List<TensorEntry> entries = new ArrayList<>();
        Map<String, OutgoingTensor> seen = new TreeMap<>();
        long begin = 0;
        for (OutgoingTensor tensor : tensors) {
            requireText(tensor.name());
            if (tensor.name().equals(Header.METADATA) || seen.put(tensor.name(), tensor) != null) {
                throw new IllegalArgumentException(
                        "a tensor cannot be called " + ForeignName.printed(tensor.name()) + "; the name is taken");
            }
            long end = Math.addExact(begin, bytes(tensor));
            entries.add(new TensorEntry(tensor.name(), tensor.dtype(), tensor.shape(), begin, end));
            begin = end;
        }
        return entries;
    }

    private static long bytes(OutgoingTensor tensor) {
        try {
            return DataLayout.bytes(tensor.name(), tensor.dtype(), tensor.shape());
        } catch (Malformed e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Map<String, String> pairs(Map<String, String> metadata) {
        if (metadata.containsKey(FORMAT)) {
            throw new IllegalArgumentException("the metadata has " + FORMAT + ", which the writer sets itself");
        }
        Map<String, String> pairs = new TreeMap<>(metadata);
        pairs.put(FORMAT, "pt");
        pairs.forEach((name, value) -> {
            requireText(name);
            requireText(value);
        });
        return pairs;
    }

    private static void requireText(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    ForeignName.printed(text) + " contains half of a surrogate pair, which no file can hold");
        }
    }
}
