package dev.stagecraft.runtime.state;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.bundle.RunMetadata;
import dev.stagecraft.runtime.checkpoint.SavedImages;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.step.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Holds a checkpoint against what it says of itself, and against what is wanted; it is read by nobody before. */
final class Verification {
    private static final String NONE = "none";

    /** What a setting was in runs that saved no text for it, and had another value than later runs usually have. */
    private static final Map<String, String> UNSAVED = Map.of("engine", "rewritten");

    /** The name of the synthetic data while Java's own library drew it, differently from one Java version to the next. */
    private static final String FIRST_DRAWINGS = "Shapes (drawn stand-in)";

    private static final String DRAWINGS = "synthetic shapes";

    private Verification() {}

    /** The variables are a network's; the first that differs is named. */
    static void requireNetwork(Path folder, Manifest manifest, List<Variable> expected) {
        difference(manifest.variables(), expected).ifPresent(differs -> {
            throw new BadInputException(folder + " belongs to another network ("
                    + ForeignText.printed(manifest.network()) + "): the first variable that differs is " + differs
                    + "; choose the model that it was saved from");
        });
    }

    /**
     * The network answers as the saved one did. Networks with the same variables are distinguished by their names, and by what
     * they compute where that was saved.
     *
     * @param fingerprint of its evaluation
     * @return why not; empty where it is the same
     */
    static Optional<String> otherNetwork(Manifest manifest, String network, Supplier<String> fingerprint) {
        if (!manifest.network().equals(network)) {
            return Optional.of("was saved from " + ForeignText.printed(manifest.network()) + ", and " + network
                    + " is another network, although it has the same variables");
        }
        String saved = manifest.evaluationFingerprint();
        if (saved != null && !saved.equals(fingerprint.get())) {
            return Optional.of("was saved from another version of " + network
                    + ": the variables are the same, but other operations connect them");
        }
        return Optional.empty();
    }

    /**
     * A run can go on from it: same network, same settings, and all of its state is there.
     *
     * @param force whether other operations are taken where they carry out the same plan, as far as that was saved
     */
    static void requireSameRun(
            Path folder,
            Manifest manifest,
            CheckpointNodes nodes,
            RunMetadata metadata,
            OlderTexts older,
            boolean force) {
        if (!manifest.isResumable()) {
            throw new BadInputException(folder + " is of format version " + manifest.formatVersion()
                    + ", which has only weights and no state to resume from; evaluate it, or start a new run");
        }
        requireSameSettings(
                folder,
                Objects.requireNonNull(manifest.run().settings()),
                Objects.requireNonNull(metadata.settings()),
                older);
        difference(manifest.optimizerVariables(), nodes.optimizerVariables()).ifPresent(differs -> {
            throw new BadInputException(folder + " was saved by another optimizer: the first variable that differs is "
                    + differs + "; resume with the optimizer that the run was started with");
        });
        if (!nodes.isGraphOf(manifest) && !(force && isSamePlan(manifest, nodes))) {
            throw new BadInputException(folder + " belongs to another version of "
                    + ForeignText.printed(manifest.network())
                    + ": the variables are the same, but other operations connect them; resume with the network as it"
                    + " was (its runtime version was "
                    + ForeignText.printed(String.valueOf(manifest.runtimeVersion())) + "), or start a new run"
                    + (isSamePlan(manifest, nodes)
                            ? "; or add --force to resume anyway, with weights that may differ"
                            : ""));
        }
    }

    /** Layers of other strides or windows may have the same variables, and are never forced together. */
    private static boolean isSamePlan(Manifest manifest, CheckpointNodes nodes) {
        return manifest.planSha256() == null
                || nodes.plan().isEmpty()
                || manifest.planSha256().equals(nodes.plan().get());
    }

    private static void requireSameSettings(
            Path folder, Map<String, String> saved, Map<String, String> wanted, OlderTexts older) {
        TreeSet<String> names = new TreeSet<>(saved.keySet());
        names.addAll(wanted.keySet());
        List<String> differing = new ArrayList<>();
        for (String name : names) {
            String before = saved.getOrDefault(name, NONE);
            String now = wanted.getOrDefault(name, NONE);
            if (!before.equals(now) && !areSameImages(folder, name, before, now, older)) {
                differing.add(ForeignText.printed(name) + " was " + ForeignText.printed(shown(name, before))
                        + " and is now " + shown(name, now));
            }
        }
        if (!differing.isEmpty()) {
            throw new BadInputException(folder + " belongs to a run with other settings: "
                    + String.join("; ", differing)
                    + ". Resume with the settings that the run was started with, or start another run in"
                    + " another folder");
        }
    }

    private static String shown(String setting, String text) {
        return text.equals(NONE) ? UNSAVED.getOrDefault(setting, NONE) : text;
    }

    /** Images are compared by their bytes: later versions name sets differently, and earlier ones hashed only some images. */
    private static boolean areSameImages(Path folder, String setting, String before, String now, OlderTexts older) {
        Optional<SavedImages> saved = SavedImages.parse(before);
        Optional<SavedImages> wanted = SavedImages.parse(now);
        if (saved.isEmpty() || wanted.isEmpty()) {
            return false;
        }
        boolean same = saved.get().sampled()
                ? SavedImages.parse(older.of(setting))
                        .filter(saved.get()::sameImages)
                        .isPresent()
                : saved.get().sameImages(wanted.get());
        if (!same && wereDrawnOtherwise(saved.get(), wanted.get())) {
            throw new BadInputException(folder + " belongs to a run on the synthetic data of an earlier version, which"
                    + " Stagecraft now draws differently, so the run cannot be resumed; train again in another folder."
                    + " Its weights can still be evaluated");
        }
        return same;
    }

    /** Whether images were drawn by an earlier version, and now by one that draws otherwise. */
    private static boolean wereDrawnOtherwise(SavedImages saved, SavedImages now) {
        return saved.name().equals(FIRST_DRAWINGS) && now.name().startsWith(DRAWINGS);
    }

    private static Optional<String> difference(List<Manifest.SavedVariable> saved, List<Variable> expected) {
        for (int i = 0; i < Math.max(expected.size(), saved.size()); i++) {
            String found = i < saved.size() ? saved.get(i).text() : "none";
            String needed = i < expected.size() ? describe(expected.get(i)).text() : "none";
            if (!found.equals(needed)) {
                return Optional.of(found + "; it must be " + needed);
            }
        }
        return Optional.empty();
    }

    /** Sizes and hashes of all files of a folder. */
    static Map<String, Manifest.SavedFile> filesOf(Path folder) throws IOException {
        Map<String, Manifest.SavedFile> described = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.toList()) {
                described.put(file.getFileName().toString(), new Manifest.SavedFile(Files.size(file), Sha256.of(file)));
            }
        }
        return described;
    }

    static Manifest.SavedVariable describe(Variable variable) {
        return new Manifest.SavedVariable(
                variable.name(),
                Arrays.stream(variable.shape().asArray()).boxed().toList());
    }
}
