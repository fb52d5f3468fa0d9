package dev.stagecraft.runtime.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What NVIDIA's driver says about itself and its cards in Linux's {@code /proc}.
 *
 * @param models of the cards, such as {@code NVIDIA H100 80GB HBM3}
 * @param driver its version, such as {@code 550.54.15}; empty if no driver is loaded
 */
record GpuCards(List<String> models, Optional<String> driver) {
    private static final Pattern MODEL = Pattern.compile("Model:\\s*(.+)");
    private static final Pattern VERSION = Pattern.compile("Kernel Module.*?\\s(\\d+\\.[\\d.]+)");

    /** Copies the list. */
    GpuCards {
        models = List.copyOf(models);
    }

    /** The cards and the driver of this machine. */
    static GpuCards read() {
        return read(Path.of("/proc/driver/nvidia"));
    }

    static GpuCards read(Path folder) {
        return new GpuCards(models(folder.resolve("gpus")), first(VERSION, folder.resolve("version")));
    }

    private static List<String> models(Path cards) {
        if (!Files.isDirectory(cards)) {
            return List.of();
        }
        try (Stream<Path> each = Files.list(cards)) {
            return each.sorted()
                    .map(card -> first(MODEL, card.resolve("information")))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            // A container may hide the folder.
            return List.of();
        }
    }

    private static Optional<String> first(Pattern pattern, Path file) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
