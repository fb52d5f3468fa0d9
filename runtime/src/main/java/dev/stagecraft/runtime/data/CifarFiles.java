package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads files of CIFAR's binary forms. They have no header, so that their length and their labels say what they are. */
final class CifarFiles {
    private static final int BYTE = 0xFF;

    private CifarFiles() {}

    /**
     * The images of some files, one after the other.
     *
     * @param names of the classes; empty for none
     * @throws BadInputException if a file is not a whole number of records, or a label is out of range
     */
    static LabeledImages read(CifarForm form, List<Path> files, List<String> names) {
        int[] counts = files.stream().mapToInt(file -> count(form, file)).toArray();
        int all = 0;
        for (int count : counts) {
            all = Math.addExact(all, count);
        }
        long bytes = (long) all * CifarForm.SHAPE.values();
        requireRoom(form, files.get(0), bytes, Runtime.getRuntime().maxMemory());
        byte[] values = new byte[(int) bytes];
        int[] labels = new int[all];
        int first = 0;
        for (int i = 0; i < counts.length; i++) {
            read(form, files.get(i), new Target(values, labels, first, counts[i]));
            first += counts[i];
        }
        return new ImagesInMemory(CifarForm.SHAPE, form.classes, names, values, labels);
    }

    @SuppressWarnings("ArrayRecordComponent") // It is filled and forgotten.
    private record Target(byte[] values, int[] labels, int first, int count) {}

    private static int count(CifarForm form, Path file) {
        String name = ForeignText.printed(file.toString());
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(name + " is not a file; it must be a file of " + form.title);
        }
        long bytes;
        try {
            bytes = Files.size(file);
        } catch (IOException e) {
            throw Places.unreadable(file, e);
        }
        long count = bytes / form.recordBytes();
        if (bytes == 0 || bytes % form.recordBytes() != 0) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%s has %,d bytes; a file of %s must have a multiple of %,d: %s",
                    name,
                    bytes,
                    form.title,
                    form.recordBytes(),
                    advice(form, bytes)));
        }
        if (count > Integer.MAX_VALUE / CifarForm.SHAPE.values()) {
            throw new BadInputException(String.format(
                    Locale.ROOT, "%s has %,d images, more than fit into memory at once; split the file", name, count));
        }
        return (int) count;
    }

    private static String advice(CifarForm form, long bytes) {
        CifarForm other = form.other();
        if (bytes > 0 && bytes % other.recordBytes() == 0) {
            return String.format(
                    Locale.ROOT,
                    "it has the length of %,d images of %s; write %s:FOLDER",
                    bytes / other.recordBytes(),
                    other.title,
                    other.kind);
        }
        return String.format(
                Locale.ROOT,
                "it has %d images and %d more bytes; get the file again",
                bytes / form.recordBytes(),
                bytes % form.recordBytes());
    }

    /** Makes sure that images fit into Java's heap. */
    static void requireRoom(CifarForm form, Path first, long bytes, long heap) {
        if (bytes > Math.min(heap, Integer.MAX_VALUE - 16)) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "the images of %s in %s take %,d MiB of Java's heap, but it has %,d MiB; raise it with"
                            + " JAVA_TOOL_OPTIONS=-Xmx...",
                    form.title,
                    ForeignText.printed(first.toString()),
                    bytes >> 20,
                    heap >> 20));
        }
    }

    private static void read(CifarForm form, Path file, Target target) {
        byte[] found = new byte[form.recordBytes()];
        byte[] classes = new byte[target.count];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int i = 0; i < target.count; i++) {
                if (in.readNBytes(found, 0, found.length) < found.length) {
                    throw new BadInputException(ForeignText.printed(file.toString())
                            + " became shorter while it was read; get the file again");
                }
                classes[i] = found[form.labelBytes - 1];
                target.labels[target.first + i] = classes[i] & BYTE;
                interleave(found, form.labelBytes, target.values, (target.first + i) * CifarForm.SHAPE.values());
            }
        } catch (IOException e) {
            throw Places.unreadable(file, e);
        }
        LabelRange.require(ForeignText.printed(file.toString()), classes, form.classes);
    }

    /** Planes of red, green and blue become pixels of three values. */
    private static void interleave(byte[] planes, int from, byte[] values, int at) {
        int pixels = CifarForm.SHAPE.height() * CifarForm.SHAPE.width();
        for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < CifarForm.SHAPE.channels(); channel++) {
                values[at + i * CifarForm.SHAPE.channels() + channel] = planes[from + channel * pixels + i];
            }
        }
    }
}
