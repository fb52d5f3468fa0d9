package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where the library below TensorFlow Java unpacks TensorFlow's native. By default it takes a folder below the home, and
 * where that cannot be written, one in the shared temporary folder, which anybody may have prepared.
 *
 * @param path the folder
 * @param temporary the same, where it is to be removed
 */
record NativeFolder(Path path, Optional<TemporaryFolder> temporary) {
    /** The property that names it; the library knows both spellings. */
    static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

    private static final String OTHER_SPELLING = "org.bytedeco.javacpp.cacheDir";
    private static final String NAME = "natives";

    /** What the user chose; it is taken as it is. */
    static Optional<Path> chosenByUser() {
        return Stream.of(PROPERTY, OTHER_SPELLING)
                .map(System::getProperty)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .map(Path::of);
    }

    /**
     * Makes sure that what the user chose can be used; the library would silently take another folder.
     *
     * @throws BadInputException if it cannot
     */
    static NativeFolder ofUser(Path chosen) {
        try {
            Files.createDirectories(chosen);
        } catch (IOException e) {
            throw new BadInputException(unusable(chosen), e);
        }
        if (!Files.isWritable(chosen) || !Files.isReadable(chosen) || !Files.isExecutable(chosen)) {
            throw new BadInputException(unusable(chosen));
        }
        return new NativeFolder(chosen, Optional.empty());
    }

    private static String unusable(Path chosen) {
        return PROPERTY + " names " + chosen
                + ", which cannot be created or written; name another folder for TensorFlow's native"
                + " library, or do not set that property";
    }

    /**
     * Chooses a folder: the home's cache, else that of {@code STAGECRAFT_CACHE}, else a fresh temporary one.
     *
     * @param notices told of a temporary folder, and why it was needed
     * @throws BadInputException if not even that can be made
     */
    static NativeFolder choose(Folders folders, Consumer<String> notices) {
        List<String> reasons = new ArrayList<>();
        List<Path> caches = Stream.of(folders.homeCache(), folders.namedCache())
                .flatMap(Optional::stream)
                .toList();
        if (folders.homeCache().isEmpty()) {
            reasons.add("there is no home folder");
        }
        for (Path cache : caches) {
            Path folder = cache.resolve(NAME);
            try {
                OwnFolder.require(folder);
                if (Mounts.isExecutable(folder)) {
                    return new NativeFolder(folder, Optional.empty());
                }
                reasons.add(folder + " is mounted noexec");
            } catch (IOException | UnsupportedOperationException e) {
                reasons.add(reason(folder, e));
            }
        }
        NativeFolder temporary = makeTemporary(folders, String.join("; ", reasons));
        notices.accept("TensorFlow's native library is unpacked to " + temporary.path()
                + " and removed at the end, which makes every start slow: " + String.join("; ", reasons) + ". Set "
                + Folders.CACHE
                + " to a folder of your own to keep it");
        return temporary;
    }

    private static NativeFolder makeTemporary(Folders folders, String reasons) {
        Path parent = folders.temporary();
        try {
            TemporaryFolder folder = TemporaryFolder.create(parent);
            return new NativeFolder(folder.path(), Optional.of(folder));
        } catch (IOException e) {
            throw new BadInputException(
                    "there is no folder to which TensorFlow's native library can be unpacked: " + reasons + "; "
                            + reason(parent, e) + ". Set " + Folders.CACHE + " to a folder that can be written",
                    e);
        }
    }

    private static String reason(Path folder, Exception e) {
        // What the JDK throws for a path names it and nothing more.
        String text = e.getMessage() == null ? "" : e.getMessage();
        return text.startsWith(folder + " ")
                ? text
                : folder + " cannot be created or written (" + e.getClass().getSimpleName() + " " + text + ")";
    }

    /** Removes it where it is temporary; what was loaded from it stays loaded, and nothing more can be. */
    void release() {
        temporary.ifPresent(folder -> {
            try {
                folder.close();
            } catch (IOException e) {
                throw new UncheckedIOException(path + " cannot be removed", e);
            }
        });
    }
}
