package dev.stagecraft.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that takes its turn, each time in a Java process of its own.
 *
 * @param name in messages, and for its figures
 * @param classPath of the process
 * @param flags of Java
 * @param main the class to run
 * @param arguments of the program
 */
public record Side(String name, String classPath, List<String> flags, Class<?> main, List<String> arguments) {
    /** The environment variable that tells a program when it was started, in milliseconds since 1970. */
    public static final String BEGUN = "STAGECRAFT_BENCHMARK_BEGUN";

    private static final Path FOLDER = Path.of("benchmarks/target");
    private static final int RESTRICTED = 24;

    /** Copies the lists. */
    public Side {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** A program of ours, with the class path of this process. */
    public static Side ours(String name, Class<?> main, Object... arguments) {
        return new Side(name, System.getProperty("java.class.path"), List.of(), main, texts(arguments));
    }

    /**
     * A program of a peer, without TensorFlow on its class path.
     *
     * @throws HarnessException if {@code benchmarks/run} did not leave the class path
     */
    public static Side peer(String name, Class<?> main, Object... arguments) {
        Path libraries = FOLDER.resolve("classpath-of-peers");
        try {
            return new Side(
                    name,
                    FOLDER.resolve("benchmarks.jar") + ":"
                            + Files.readString(libraries).strip(),
                    List.of(
                            "-DENGINE_CACHE_DIR=" + FOLDER.resolve("djl"),
                            "-Dai.djl.offline=true",
                            "-DOPT_OUT_TRACKING=true",
                            "-Dslf4j.internal.verbosity=ERROR"),
                    main,
                    texts(arguments));
        } catch (IOException e) {
            throw new HarnessException(libraries + " cannot be read; start the table with benchmarks/run");
        }
    }

    private static List<String> texts(Object... arguments) {
        return Arrays.stream(arguments).map(String::valueOf).toList();
    }

    /**
     * This program with an archive of the classes that it loads, with which Java starts faster. A run of it, whose figures do
     * not count, makes the archive. The processes of this side do not start without it.
     *
     * @throws HarnessException if there is none after this run, or its exit code is not 0
     */
    public Side archived() throws InterruptedException {
        return archived(FOLDER.resolve("archives"));
    }

    Side archived(Path folder) throws InterruptedException {
        Path archive = folder.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".jsa");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.err.println("archiving the classes of " + name + " ...");
        with("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds*=off").run();
        if (!Files.exists(archive)) {
            throw new HarnessException("Java wrote no archive of the classes of " + name);
        }
        return with("-XX:SharedArchiveFile=" + archive, "-Xshare:on");
    }

    private Side with(String... further) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(further));
        return new Side(name, classPath, all, main, arguments);
    }

    /**
     * Runs the program to its end. It is killed if this process ends before, or the thread is interrupted.
     *
     * @return what it measured
     * @throws HarnessException if its exit code is not 0
     */
    public Figures run() throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= RESTRICTED) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
        // PyTorch, left alone, computes with one thread here; ours does not ask.
        builder.environment()
                .put("OMP_NUM_THREADS", String.valueOf(Runtime.getRuntime().availableProcessors()));
        builder.environment().put(BEGUN, String.valueOf(System.currentTimeMillis()));
        try {
            Process process = builder.start();
            Thread kill = new Thread(process::destroyForcibly, "end of " + name);
            Runtime.getRuntime().addShutdownHook(kill);
            try {
                return figures(process);
            } finally {
                process.destroyForcibly();
                forget(kill);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figures figures(Process process) throws IOException, InterruptedException {
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int code = process.waitFor();
        if (code != 0) {
            printed.forEach(System.err::println);
            throw new HarnessException(name + " ended with exit code " + code + "; its output is printed above");
        }
        return Figures.parse(printed);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook runs already.
        }
    }
}
