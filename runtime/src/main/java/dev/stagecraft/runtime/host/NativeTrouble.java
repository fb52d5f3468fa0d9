package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/** Why TensorFlow's native library does not load. The library throws the same exception for most causes. */
final class NativeTrouble {
    private static final String RESOURCES = "org/tensorflow/internal/c_api/";
    private static final List<String> LIBRARIES =
            List.of("libjnitensorflow.so", "libtensorflow_cc.so.2", "libtensorflow_framework.so.2");

    private static final Pattern NEWER_LIBRARY =
            Pattern.compile("version [`']((GLIBC|GLIBCXX|CXXABI)_[0-9.]+)' not found");
    private static final Pattern MISSING_LIBRARY = Pattern.compile("(lib[^ :/]+): cannot open shared object file");
    private static final Pattern DAMAGED =
            Pattern.compile("invalid ELF header|file too short|ELF load command|ELF file's phentsize|bad ELF");

    private NativeTrouble() {}

    /**
     * What is known when it does not load.
     *
     * @param platform as the library calls it, as in {@code linux-x86_64}
     * @param onClassPath whether a native for it is there
     * @param folder it is unpacked to
     * @param executable whether libraries may be loaded from there
     * @param missingBytes of what was not unpacked
     * @param freeBytes in the folder's file system
     */
    record Found(
            String platform, boolean onClassPath, Path folder, boolean executable, long missingBytes, long freeBytes) {}

    /** What to tell the user. */
    static String sentence(LinkageError thrown, Path folder) {
        StringBuilder said = new StringBuilder();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            said.append(said.isEmpty() ? "" : "; ").append(each.getMessage());
        }
        return sentence(said.toString(), find(folder));
    }

    /** As above, from the exceptions' texts and the findings; the table of causes. */
    static String sentence(String said, Found found) {
        String folder = found.folder().toString();
        String another = "; name another folder with JAVA_TOOL_OPTIONS=-D" + NativeFolder.PROPERTY + "=FOLDER";
        if (!found.onClassPath()) {
            String platform = found.platform();
            return "TensorFlow's native library for " + platform + " is not on the class path; put"
                    + " org.tensorflow:tensorflow-core-native with the classifier " + platform
                    + (platform.equals("linux-x86_64") ? ", or linux-x86_64-gpu," : "") + " there";
        }
        if (!found.executable() || said.contains("Operation not permitted")) {
            return "TensorFlow's native library was unpacked to " + folder
                    + ", but the system loads no libraries from there (mounted noexec)" + another;
        }
        if (found.missingBytes() > found.freeBytes()) {
            return String.format(
                    Locale.ROOT,
                    "TensorFlow's native library cannot be unpacked to %s: it needs %,d MiB more, and %,d MiB are free; make"
                            + " room%s",
                    folder,
                    found.missingBytes() >> 20,
                    found.freeBytes() >> 20,
                    another.replaceFirst(";", ", or"));
        }
        if (said.contains("Cannot allocate memory")) {
            return "there is not enough memory to load TensorFlow's native library; raise the limit of this process"
                    + " (ulimit -v) or container (" + said + ")";
        }
        Matcher newer = NEWER_LIBRARY.matcher(said);
        if (newer.find()) {
            return "the system's libraries are too old for TensorFlow's native library, which needs " + newer.group(1)
                    + "; use a newer Linux, such as Debian 12 or later";
        }
        if (DAMAGED.matcher(said).find()) {
            return "TensorFlow's native library in " + folder
                    + " is damaged; remove that folder, and it will be unpacked again (" + said + ")";
        }
        Matcher missing = MISSING_LIBRARY.matcher(said);
        if (missing.find() && !LIBRARIES.contains(missing.group(1))) {
            return "TensorFlow's native library needs " + missing.group(1)
                    + ", which this system does not have; install the package that provides it";
        }
        if (found.missingBytes() > 0 || said.contains("Permission denied")) {
            return "TensorFlow's native library could not be unpacked to " + folder + " or cannot be read there"
                    + another + " (" + said + ")";
        }
        return "TensorFlow's native library does not load from " + folder + " (" + said + ")";
    }

    private static Found find(Path folder) {
        String platform = Loader.getPlatform();
        List<String> packed = Stream.of(platform, platform + "-gpu")
                .filter(each -> Stream.of(".so", ".dylib")
                        .anyMatch(suffix -> resource(each + "/libjnitensorflow" + suffix) != null))
                .toList();
        long missing = packed.stream().mapToLong(each -> missing(folder, each)).sum();
        return new Found(platform, !packed.isEmpty(), folder, Mounts.isExecutable(folder), missing, free(folder));
    }

    private static long missing(Path folder, String platform) {
        return LIBRARIES.stream()
                .map(library -> resource(platform + "/" + library))
                .filter(resource -> resource != null)
                .mapToLong(resource -> missing(folder, resource))
                .sum();
    }

    /** The library keeps a resource of a jar in a folder by the jar's name. */
    private static long missing(Path folder, URL resource) {
        try {
            URLConnection connection = resource.openConnection();
            if (!(connection instanceof JarURLConnection jar)) {
                return 0;
            }
            long size = jar.getJarEntry().getSize();
            Path unpacked = folder.resolve(Path.of(jar.getJarFile().getName()).getFileName())
                    .resolve(jar.getEntryName());
            return Files.exists(unpacked) && Files.size(unpacked) == size ? 0 : size;
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    private static long free(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getUsableSpace();
        } catch (IOException e) {
            // The folder itself is missing, which has a message of its own.
            return Long.MAX_VALUE;
        }
    }

    private static URL resource(String name) {
        return TensorFlow.class.getClassLoader().getResource(RESOURCES + name);
    }
}
