package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.BadInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of the system's folders a process uses; no folder is created here. */
public final class Folders {
    /** The variable that names the cache folder. */
    public static final String CACHE = "STAGECRAFT_CACHE";

    private static final String NAME = "stagecraft";

    private final Environment environment;
    private final @Nullable String systemHome;
    private final @Nullable String systemTemporary;
    private final boolean mac;

    /** The folders of a user whose process has this environment. */
    public Folders(Environment environment) {
        this(
                environment,
                System.getProperty("user.home"),
                System.getProperty("java.io.tmpdir"),
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac"));
    }

    /**
     * As above, with what Java found out about the system.
     *
     * @param systemHome Java's {@code user.home}; may be null
     * @param systemTemporary Java's {@code java.io.tmpdir}; may be null
     */
    Folders(Environment environment, @Nullable String systemHome, @Nullable String systemTemporary, boolean mac) {
        this.environment = environment;
        this.systemHome = systemHome;
        this.systemTemporary = systemTemporary;
        this.mac = mac;
    }

    /**
     * Where downloads are kept: what {@code STAGECRAFT_CACHE} names, else the home's cache folder.
     *
     * @throws BadInputException if there is neither, or the variable is not a valid path
     */
    public Path cache() {
        return namedCache()
                .or(this::homeCache)
                .orElseThrow(() -> new BadInputException("there is no home folder to"
                        + " keep downloads in: neither the system's list of users nor HOME names one that exists; set "
                        + CACHE + " to a folder that can be written"));
    }

    /**
     * What {@code STAGECRAFT_CACHE} names.
     *
     * @throws BadInputException if that is not a valid path
     */
    Optional<Path> namedCache() {
        return environment.get(CACHE).map(given -> {
            try {
                return Path.of(given).toAbsolutePath();
            } catch (InvalidPathException e) {
                throw new BadInputException(CACHE + " is not a valid path (" + e.getMessage() + ")", e);
            }
        });
    }

    /** The cache folder of Stagecraft below the home; empty if there is no home. */
    Optional<Path> homeCache() {
        if (mac) {
            return home().map(home -> home.resolve("Library/Caches").resolve(NAME));
        }
        // A path there that is not absolute is to be ignored, as the specification of the variable has it.
        return absolute(environment.get("XDG_CACHE_HOME"))
                .or(() -> home().map(home -> home.resolve(".cache")))
                .map(caches -> caches.resolve(NAME));
    }

    /**
     * The user's home. What the system's list of users says comes first; for a user id that is not in it, as containers
     * have, Java knows no home or "?", and {@code HOME} counts. It also counts where the system's home cannot be written.
     */
    Optional<Path> home() {
        List<Path> homes = Stream.of(Optional.ofNullable(systemHome), environment.get("HOME"))
                .flatMap(given -> absolute(given).stream())
                .filter(Files::isDirectory)
                .toList();
        return homes.stream()
                .filter(Files::isWritable)
                .findFirst()
                .or(() -> homes.stream().findFirst());
    }

    /** The folder for temporary files: the one that TMPDIR names, which Java ignores, or else Java's own. */
    Path temporary() {
        return Stream.of(environment.get("TMPDIR"), Optional.ofNullable(systemTemporary))
                .flatMap(given -> absolute(given).stream())
                .filter(folder -> Files.isDirectory(folder) && Files.isWritable(folder))
                .findFirst()
                .orElse(Path.of("/tmp"));
    }

    private static Optional<Path> absolute(Optional<String> given) {
        try {
            return given.filter(text -> !text.isEmpty()).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            // A name that this process's character set cannot write is of no use to it.
            return Optional.empty();
        }
    }
}
