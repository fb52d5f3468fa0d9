package dev.stagecraft.runtime.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.graph.Variable;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;

/** Saves checkpoints into a run's folder and reads them back. */
public final class Checkpoints {
    private static final String PREFIX = "variables";
    private static final String MANIFEST = "manifest.json";
    private static final String FOLDER = "checkpoint-";

    /** A manifest is some hundred bytes a variable; what is larger is none. */
    private static final long MOST_MANIFEST_BYTES = 64L << 20;

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    private Checkpoints() {}

    /**
     * Makes sure that a run can save into a folder, which is made where it is missing.
     *
     * @throws BadInputException where it cannot be written, or holds a checkpoint already
     */
    public static void prepare(Path run) {
        try {
            Files.createDirectories(run);
            Files.delete(Files.createTempFile(run, ".writable", ""));
        } catch (IOException e) {
            throw new BadInputException(
                    run + " cannot be written (" + e + "); name another folder with --out, or make this one writable",
                    e);
        }
        // A folder of that name is in the way of saving even where nothing whole is in it.
        newest(run, entry -> true).ifPresent(found -> {
            throw new BadInputException(run + " already holds " + found.getFileName()
                    + ", which is not overwritten; name another folder with --out, or move that one away");
        });
    }

    /**
     * Saves all variables as {@code <run>/checkpoint-<step>}. The folder gets its name when everything in it is on the
     * disk; where something fails, it is as if nothing had been tried.
     *
     * @throws RunFailedException where the disk is full or the folder cannot be written
     */
    public static Path save(Path run, CheckpointNodes nodes, Session session, String network, RunFacts facts) {
        Path target = run.resolve(FOLDER + facts.step());
        Path part = null;
        try {
            Files.createDirectories(run);
            // A temporary folder of Java's own could be read by nobody else, and keeps that when it is renamed.
            part = Files.createDirectory(run.resolve(".part-" + UUID.randomUUID()));
            nodes.save(session, part.resolve(PREFIX).toAbsolutePath().toString());
            Manifest manifest = new Manifest(
                    Manifest.FORMAT_VERSION,
                    network,
                    Version.current(),
                    TensorFlow.version(),
                    System.getProperty("java.version"),
                    facts,
                    nodes.variables().stream().map(Checkpoints::describe).toList(),
                    nodes.weightsSha256(session),
                    filesOf(part));
            Files.writeString(part.resolve(MANIFEST), JSON.toJson(manifest), StandardCharsets.UTF_8);
            DurableFiles.publish(part, target);
            return target;
        } catch (IOException | TensorFlowException e) {
            throw new RunFailedException(
                    "the weights of step " + facts.step() + " could not be saved in " + run + " (" + e.getMessage()
                            + "); make room or make the folder writable, and run again",
                    e);
        } finally {
            if (part != null) {
                DurableFiles.deleteTree(part);
            }
        }
    }

    /**
     * Reads a checkpoint into a network's variables. Everything is checked before TensorFlow sees a byte.
     *
     * @param place a checkpoint's folder, or a run's, whose newest checkpoint is taken
     * @return where in its run it was saved
     * @throws BadInputException where there is none, it is not whole, or it belongs to another network
     */
    public static RunFacts restore(Path place, CheckpointNodes nodes, Session session) {
        Path folder = Files.isRegularFile(place.resolve(MANIFEST))
                ? place
                : newest(place, entry -> Files.isRegularFile(entry.resolve(MANIFEST)))
                        .orElseThrow(() -> new BadInputException(place + " holds no checkpoint; expected is a"
                                + " folder with " + MANIFEST + ", or a run's folder with " + FOLDER + "… in it"));
        Manifest manifest = read(folder.resolve(MANIFEST));
        compareVariables(folder, manifest, nodes.variables());
        compareFiles(folder, manifest);
        try {
            nodes.restore(session, folder.resolve(PREFIX).toAbsolutePath().toString());
        } catch (TensorFlowException e) {
            throw new BadInputException(folder + " cannot be read by TensorFlow: " + e.getMessage(), e);
        }
        return manifest.run();
    }

    private static Manifest read(Path file) {
        try {
            if (Files.size(file) > MOST_MANIFEST_BYTES) {
                throw broken(file, "it has " + Files.size(file) + " bytes, more than any manifest", null);
            }
            Manifest manifest = JSON.fromJson(Files.readString(file), Manifest.class);
            if (manifest == null || manifest.formatVersion() < 1) {
                throw broken(file, "it has no format version", null);
            }
            if (manifest.formatVersion() > Manifest.FORMAT_VERSION) {
                throw new BadInputException(file + " is of format version " + manifest.formatVersion()
                        + ", this runtime reads up to " + Manifest.FORMAT_VERSION + "; use the newer Stagecraft ("
                        + manifest.runtimeVersion() + ") that wrote it");
            }
            if (!manifest.isWhole()) {
                throw broken(file, "parts of it are missing", null);
            }
            return manifest;
        } catch (IOException | JsonParseException e) {
            throw broken(file, "it cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static void compareVariables(Path folder, Manifest manifest, List<Variable> expected) {
        List<Manifest.SavedVariable> wanted =
                expected.stream().map(Checkpoints::describe).toList();
        for (int i = 0; i < Math.max(wanted.size(), manifest.variables().size()); i++) {
            String found =
                    i < manifest.variables().size() ? text(manifest.variables().get(i)) : "none";
            String needed = i < wanted.size() ? text(wanted.get(i)) : "none";
            if (!found.equals(needed)) {
                throw new BadInputException(folder + " belongs to another network (" + manifest.network()
                        + "): the first variable that differs is " + found + ", expected is " + needed
                        + "; choose the model that it was saved from");
            }
        }
    }

    private static void compareFiles(Path folder, Manifest manifest) {
        for (Map.Entry<String, Manifest.SavedFile> entry : manifest.files().entrySet()) {
            Path file = member(folder, entry.getKey());
            Manifest.SavedFile saved = entry.getValue();
            try {
                if (!Files.isRegularFile(file)) {
                    throw broken(file, "it is missing", null);
                }
                if (Files.size(file) != saved.bytes()) {
                    throw broken(file, "it has " + Files.size(file) + " bytes, " + saved.bytes() + " were saved", null);
                }
                if (!Sha256.of(file).equals(saved.sha256())) {
                    throw broken(file, "its bytes are not those that were saved", null);
                }
            } catch (IOException e) {
                throw broken(file, "it cannot be read (" + e + ")", e);
            }
        }
    }

    /** A file right in a folder; a manifest that was tampered with may name another place. */
    private static Path member(Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            if (folder.toAbsolutePath().equals(file.toAbsolutePath().getParent())) {
                return file;
            }
            throw broken(folder.resolve(MANIFEST), "it names the file " + name + ", which is elsewhere", null);
        } catch (InvalidPathException e) {
            throw broken(folder.resolve(MANIFEST), "it names a file that cannot be", e);
        }
    }

    private static Optional<Path> newest(Path run, Predicate<Path> counts) {
        if (!Files.isDirectory(run)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.filter(
                            entry -> entry.getFileName().toString().matches(FOLDER + "\\d{1,18}") && counts.test(entry))
                    .max((a, b) -> Long.compare(step(a), step(b)));
        } catch (IOException e) {
            throw new BadInputException(
                    run + " cannot be read (" + e + "); make it readable or name another folder", e);
        }
    }

    private static long step(Path folder) {
        return Long.parseLong(folder.getFileName().toString().substring(FOLDER.length()));
    }

    private static Map<String, Manifest.SavedFile> filesOf(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(files::add);
        }
        Map<String, Manifest.SavedFile> described = new TreeMap<>();
        for (Path file : files) {
            described.put(file.getFileName().toString(), new Manifest.SavedFile(Files.size(file), Sha256.of(file)));
        }
        return described;
    }

    private static Manifest.SavedVariable describe(Variable variable) {
        return new Manifest.SavedVariable(
                variable.name(),
                Arrays.stream(variable.shape().asArray()).boxed().toList());
    }

    private static String text(Manifest.SavedVariable variable) {
        return variable.name() + " " + variable.shape();
    }

    private static BadInputException broken(Path file, String found, Exception cause) {
        return new BadInputException(file + " is no whole checkpoint: " + found + "; take another checkpoint", cause);
    }
}
