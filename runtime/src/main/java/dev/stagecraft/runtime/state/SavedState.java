package dev.stagecraft.runtime.state;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.bundle.Newest;
import dev.stagecraft.runtime.bundle.RunMetadata;
import dev.stagecraft.runtime.bundle.SavedFolder;
import dev.stagecraft.runtime.bundle.SavedFolders;
import dev.stagecraft.runtime.bundle.SavedPreprocessing;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Uninterrupted;
import dev.stagecraft.runtime.metric.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;

/** Saves checkpoints into a run's folder, and restores networks from them. */
public final class SavedState {
    private static final String BITS_MAY_DIFFER =
            ": the run continues, but its weights may differ from those of an uninterrupted run";

    private SavedState() {}

    /**
     * Saves the state of a run as {@code <run>/checkpoint-<step>}. The folder gets its name when everything in it is on
     * the disk; where something fails, it is as if nothing had been tried. A thread that is interrupted saves all the same.
     *
     * @param evaluated false where all steps of an epoch are done and its evaluation is not; the name then says so
     * @throws RunFailedException where a weight is not a number, the disk is full or the folder cannot be written
     */
    public static SavedCheckpoint save(
            Path run,
            CheckpointNodes nodes,
            Session session,
            String network,
            RunMetadata metadata,
            Snapshot snapshot,
            boolean evaluated) {
        return Uninterrupted.run(() -> saveNow(run, nodes, session, network, metadata, snapshot, evaluated));
    }

    private static SavedCheckpoint saveNow(
            Path run,
            CheckpointNodes nodes,
            Session session,
            String network,
            RunMetadata metadata,
            Snapshot snapshot,
            boolean evaluated) {
        Progress progress = snapshot.progress();
        Path target = run.resolve(SavedFolders.name(progress.step(), evaluated));
        Path part = null;
        try {
            WeightsHash weights = nodes.weights(session);
            if (!weights.finite() || !nodes.optimizerState(session).finite()) {
                throw new RunFailedException("after step " + progress.step()
                        + " some weights are NaN or infinite: training has diverged, and they are not saved; "
                        + newestText(run) + ". Try a smaller learning rate");
            }
            part = SavedFolders.newPart(run);
            nodes.save(session, part);
            ManifestFile.write(part, manifest(nodes, network, metadata, snapshot, weights, part));
            DurableFiles.publish(part, target);
            return new SavedCheckpoint(target, progress.step(), evaluated, snapshot.metrics());
        } catch (IOException | UncheckedIOException e) {
            throw unsaved(run, progress, DiskTrouble.of(e), e);
        } catch (RuntimeException e) {
            throw TensorFlowCalls.isTensorFlows(e) ? unsaved(run, progress, DiskTrouble.of(e), e) : e;
        } finally {
            if (part != null && Files.exists(part)) {
                SavedFolders.discard(part);
            }
        }
    }

    private static RunFailedException unsaved(Path run, Progress progress, DiskTrouble trouble, Exception e) {
        return new RunFailedException(
                "the state after step " + progress.step() + " could not be saved in " + run + " ("
                        + trouble.cause() + "); " + newestText(run) + ". To resume, " + trouble.advice()
                        + " and add --resume",
                e);
    }

    private static Manifest manifest(
            CheckpointNodes nodes,
            String network,
            RunMetadata metadata,
            Snapshot snapshot,
            WeightsHash weights,
            Path part)
            throws IOException {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                network,
                nodes.fingerprint(),
                nodes.evaluationFingerprint(),
                nodes.plan().orElse(null),
                SavedPreprocessing.of(snapshot.preprocessing()),
                Version.current(),
                TensorFlowLibrary.version(),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                metadata,
                snapshot.progress(),
                new Manifest.RandomState(metadata.seed(), snapshot.progress().epochs() + 1),
                snapshot.learningRate(),
                snapshot.metrics(),
                nodes.variables().stream().map(Verification::describe).toList(),
                nodes.optimizerVariables().stream().map(Verification::describe).toList(),
                weights.sha256(),
                Verification.filesOf(part));
    }

    private static String newestText(Path run) {
        try {
            List<SavedFolder> all = SavedFolders.in(run);
            return all.isEmpty()
                    ? "nothing was saved before"
                    : "what was saved before is untouched; the newest checkpoint is "
                            + all.get(all.size() - 1).folder();
        } catch (BadInputException e) {
            // The failure to save is the one to report.
            return "earlier checkpoints cannot be listed";
        }
    }

    /**
     * Reads a checkpoint's weights into a network's variables, whatever they were trained with. Everything is read
     * and checked in Java before TensorFlow sees a byte.
     *
     * @param place a checkpoint's folder, or a run's, whose newest checkpoint is taken
     * @param network name of the network that they are read into
     * @param force whether the checkpoint may be of another network that has the same variables
     * @return where in its run it was saved, and notices about it
     * @throws BadInputException where there is none, it is not whole, or it belongs to another network; the message names
     *     the newest one beside it that could be read instead
     */
    public static Resumed restoreWeights(
            Path place, String network, boolean force, CheckpointNodes nodes, Session session) {
        return Newest.of(place, folder -> {
            Bundle found =
                    Newest.orOffer(folder, checked -> requireWeights(checked, nodes), "evaluate it with --checkpoint ");
            Manifest manifest = found.manifest();
            Optional<String> other = Verification.otherNetwork(manifest, network, nodes::evaluationFingerprint);
            if (other.isPresent() && !force) {
                throw new BadInputException(folder + " " + other.get() + "; name the model that it was saved from, or"
                        + " add --force to give its weights to this one");
            }
            nodes.restoreWeights(session, found);
            return new Resumed(
                    folder,
                    manifest.position(),
                    manifest.resizing(),
                    begun(manifest),
                    other
                            .map(text -> folder + " " + text + ": its answers may differ from the saved network's")
                            .stream()
                            .toList());
        });
    }

    /**
     * Reads all of a run's state, so that it goes on as if it had never stopped.
     *
     * @param run the run's folder
     * @param from which of its checkpoints; empty for the newest
     * @param metadata of the run that wants to go on; asked for only if something was saved, because its images are read
     *     then
     * @param older its settings in the words of earlier versions
     * @param force whether it goes on where the network's plan is the same and other operations carry it out; the result
     *     then has a notice
     * @return what was read; empty where nothing was saved yet
     * @throws BadInputException as {@link #restoreWeights}, and where it was saved by a run with other settings
     */
    public static Optional<Resumed> restoreState(
            Path run,
            Optional<Path> from,
            CheckpointNodes nodes,
            Session session,
            Supplier<RunMetadata> metadata,
            OlderTexts older,
            boolean force) {
        return Uninterrupted.run(() -> restoreStateNow(run, from, nodes, session, metadata, older, force));
    }

    private static Optional<Resumed> restoreStateNow(
            Path run,
            Optional<Path> from,
            CheckpointNodes nodes,
            Session session,
            Supplier<RunMetadata> metadata,
            OlderTexts older,
            boolean force) {
        List<SavedFolder> all = SavedFolders.in(run);
        if (from.isEmpty() && all.isEmpty()) {
            return Optional.empty();
        }
        Path folder = from.map(given -> member(run, given, all))
                .orElseGet(() -> all.get(all.size() - 1).folder());
        RunMetadata now = metadata.get();
        Bundle found = Newest.orOffer(
                folder,
                checked -> {
                    Bundle whole = requireWeights(checked, nodes);
                    Verification.requireSameRun(checked, whole.manifest(), nodes, now, older, force);
                    return whole;
                },
                "resume from it with --resume --from ");
        nodes.restoreAll(session, found);
        Manifest manifest = found.manifest();
        List<String> notices = notices(manifest, now);
        if (!nodes.isGraphOf(manifest)) {
            notices.add("other operations connect the network's variables than when this was saved" + BITS_MAY_DIFFER);
        }
        return Optional.of(new Resumed(folder, manifest.position(), manifest.resizing(), begun(manifest), notices));
    }

    private static Optional<Resumed.Begun> begun(Manifest manifest) {
        return Optional.ofNullable(manifest.run().initialWeights())
                .map(found -> new Resumed.Begun(found.file(), found.sha256(), Optional.ofNullable(found.license())));
    }

    private static Path member(Path run, Path given, List<SavedFolder> all) {
        return all.stream()
                .map(SavedFolder::folder)
                .filter(folder -> folder.getFileName().equals(given.getFileName())
                        && (given.getNameCount() == 1
                                || given.toAbsolutePath()
                                        .normalize()
                                        .equals(folder.toAbsolutePath().normalize())))
                .findFirst()
                .orElseThrow(() -> new BadInputException(given + " is not a checkpoint of " + run + ", which has "
                        + (all.isEmpty()
                                ? "none"
                                : String.join(
                                        ", ",
                                        all.stream()
                                                .map(kept -> kept.folder()
                                                        .getFileName()
                                                        .toString())
                                                .toList()))));
    }

    private static List<String> notices(Manifest manifest, RunMetadata metadata) {
        List<String> notices = new ArrayList<>();
        compare(notices, "Stagecraft", manifest.runtimeVersion(), Version.current());
        compare(notices, "TensorFlow", manifest.tensorFlowVersion(), TensorFlowLibrary.version());
        compare(notices, "device", manifest.run().device(), metadata.device());
        compare(notices, "number of threads", threads(manifest.run()), threads(metadata));
        if (metadata.threads() == null) {
            // TensorFlow takes as many threads as there are processors.
            compare(
                    notices,
                    "number of processors",
                    String.valueOf(manifest.processors()),
                    String.valueOf(Runtime.getRuntime().availableProcessors()));
        }
        return notices;
    }

    private static String threads(RunMetadata metadata) {
        return metadata.threads() == null ? "TensorFlow's choice" : String.valueOf(metadata.threads());
    }

    private static void compare(List<String> notices, String what, @Nullable String saved, @Nullable String now) {
        if (!Objects.equals(saved, now)) {
            notices.add("the " + what + " was " + ForeignText.printed(String.valueOf(saved))
                    + " when this was saved and is " + now + " now" + BITS_MAY_DIFFER);
        }
    }

    private static Bundle requireWeights(Path folder, CheckpointNodes nodes) {
        Manifest manifest = ManifestFile.read(folder);
        Verification.requireNetwork(folder, manifest, nodes.variables());
        return Bundle.open(folder, manifest);
    }
}
