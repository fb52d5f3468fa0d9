package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.bundle.StrictJson.Field;
import dev.stagecraft.runtime.bundle.StrictJson.Fields;
import dev.stagecraft.runtime.host.ComputeThreads;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.metric.LossScale;
import dev.stagecraft.runtime.metric.Progress;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The members of a manifest, what each may be, and what they must be together. Unknown members are ignored. */
final class ManifestReader {
    static final Field<Integer> FORMAT = new Field<>("formatVersion", json -> whole(json, 1));
    static final Field<String> RUNTIME = new Field<>("runtimeVersion", StrictJson::text);

    private static final int MOST_VARIABLES = 1 << 20;
    private static final int MOST_DIMENSIONS = 8;
    private static final int MOST_CHANNELS = 1 << 20;
    private static final int MOST_CLASSES = 1 << 20;
    private static final int MOST_NAME_CHARS = 1000;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + Sha256.HEX_DIGITS + "}");

    private static final Field<String> NETWORK = new Field<>("network", StrictJson::text);
    private static final Field<String> FINGERPRINT = new Field<>("networkFingerprint", ManifestReader::hash);
    private static final Field<String> EVALUATION = new Field<>("evaluationFingerprint", ManifestReader::hash);
    private static final Field<String> PLAN = new Field<>("planSha256", ManifestReader::hash);
    private static final Field<Double> SCALE = new Field<>("scale", StrictJson::real);
    private static final Field<List<Float>> MEAN = new Field<>("mean", ManifestReader::floats);
    private static final Field<List<Float>> DEVIATION = new Field<>("deviation", ManifestReader::floats);
    private static final Field<String> MODE = new Field<>("mode", StrictJson::text);
    private static final Field<String> FILTER = new Field<>("filter", StrictJson::text);
    private static final Field<Double> SHARE = new Field<>("share", StrictJson::real);
    private static final Field<Fields> RESIZE = new Field<>("resize", json -> json.object(MODE, FILTER, SHARE));
    private static final Field<SavedPreprocessing> PREPROCESSING =
            new Field<>("preprocessing", ManifestReader::preprocessing);
    private static final Field<String> TENSORFLOW = new Field<>("tensorFlowVersion", StrictJson::text);
    private static final Field<String> JAVA = new Field<>("javaVersion", StrictJson::text);
    private static final Field<Integer> PROCESSORS = new Field<>("processors", json -> whole(json, 0));
    private static final Field<Double> LEARNING_RATE = new Field<>("learningRate", StrictJson::real);
    private static final Field<Map<String, Double>> METRICS =
            new Field<>("metrics", json -> json.map(StrictJson::real));
    private static final Field<String> WEIGHTS = new Field<>("weightsSha256", ManifestReader::hash);

    private static final Field<String> DATA = new Field<>("data", StrictJson::text);
    private static final Field<Long> SEED = new Field<>("seed", json -> json.whole(Long.MIN_VALUE, Long.MAX_VALUE));
    private static final Field<Map<String, String>> SETTINGS =
            new Field<>("settings", json -> json.map(StrictJson::text));
    private static final Field<String> DEVICE = new Field<>("device", StrictJson::text);
    private static final Field<String> DATA_KIND = new Field<>("dataKind", StrictJson::text);
    private static final Field<String> DATA_PLACE = new Field<>("dataPlace", StrictJson::text);
    private static final Field<String> CLASS_PATH = new Field<>("classPath", StrictJson::text);
    private static final Field<String> DATA_SPLIT = new Field<>("dataSplit", StrictJson::text);
    private static final Field<String> SKIPPED = new Field<>("skippedSha256", ManifestReader::hash);
    private static final Field<Integer> THREADS =
            new Field<>("threads", json -> (int) json.whole(1, ComputeThreads.MOST));
    private static final Field<List<String>> CLASS_NAMES =
            new Field<>("classNames", json -> List.copyOf(json.list(MOST_CLASSES, StrictJson::text)));
    private static final Field<String> FILE_NAME = new Field<>("file", StrictJson::text);
    private static final Field<String> FILE_HASH = new Field<>("sha256", ManifestReader::hash);
    private static final Field<String> LICENSE = new Field<>("license", StrictJson::text);
    private static final Field<SavedInitialWeights> INITIAL =
            new Field<>("initialWeights", ManifestReader::initialWeights);
    private static final Field<Long> STEP = new Field<>("step", ManifestReader::count);
    private static final Field<Integer> EPOCH = new Field<>("epoch", json -> whole(json, 0));
    private static final Field<Fields> RUN = new Field<>(
            "run",
            json -> json.object(
                    DATA,
                    SEED,
                    SETTINGS,
                    DEVICE,
                    DATA_KIND,
                    DATA_PLACE,
                    CLASS_PATH,
                    DATA_SPLIT,
                    SKIPPED,
                    THREADS,
                    CLASS_NAMES,
                    INITIAL,
                    STEP,
                    EPOCH));

    private static final Field<Integer> EPOCHS = new Field<>("epochs", json -> whole(json, 0));
    private static final Field<Integer> BATCHES = new Field<>("batches", json -> whole(json, 0));
    private static final Field<Double> LOSS_SUM = new Field<>("lossSum", StrictJson::real);
    private static final Field<Long> CORRECT = new Field<>("correct", ManifestReader::count);
    private static final Field<Long> IMAGES = new Field<>("images", ManifestReader::count);
    private static final Field<Double> SECONDS = new Field<>("seconds", StrictJson::real);
    private static final Field<Double> FACTOR = new Field<>("factor", StrictJson::real);
    private static final Field<Integer> GOOD_STEPS = new Field<>("goodSteps", json -> whole(json, 0));
    private static final Field<Long> SKIPPED_STEPS = new Field<>("skippedSteps", ManifestReader::count);
    private static final Field<LossScale> LOSS_SCALE = new Field<>("lossScale", ManifestReader::lossScale);
    private static final Field<Fields> POSITION = new Field<>(
            "position", json -> json.object(STEP, EPOCHS, BATCHES, LOSS_SUM, CORRECT, IMAGES, SECONDS, LOSS_SCALE));

    private static final Field<Fields> RANDOM = new Field<>("random", json -> json.object(SEED, EPOCH));

    private static final Field<String> NAME = new Field<>("name", StrictJson::text);
    private static final Field<List<Long>> SHAPE = new Field<>(
            "shape", json -> List.copyOf(json.list(MOST_DIMENSIONS, size -> size.whole(1, Long.MAX_VALUE))));
    private static final Field<List<Manifest.SavedVariable>> VARIABLES =
            new Field<>("variables", ManifestReader::variables);
    private static final Field<List<Manifest.SavedVariable>> OPTIMIZER_VARIABLES =
            new Field<>("optimizerVariables", ManifestReader::variables);

    private static final Field<Long> BYTES = new Field<>("bytes", ManifestReader::count);
    private static final Field<Map<String, Manifest.SavedFile>> FILES =
            new Field<>("files", json -> json.map(ManifestReader::file));

    private ManifestReader() {}

    /** Reads a manifest of a version that is known. */
    static Manifest read(StrictJson json, int version) throws IOException {
        Fields found = json.object(
                RUNTIME,
                NETWORK,
                FINGERPRINT,
                EVALUATION,
                PLAN,
                PREPROCESSING,
                TENSORFLOW,
                JAVA,
                PROCESSORS,
                RUN,
                POSITION,
                RANDOM,
                LEARNING_RATE,
                METRICS,
                VARIABLES,
                OPTIMIZER_VARIABLES,
                WEIGHTS,
                FILES);
        Manifest manifest = version < Manifest.FORMAT_WITH_STATE ? weights(found, version) : state(found, version);
        requireFiles(manifest);
        return manifest;
    }

    private static Manifest weights(Fields found, int version) throws Malformed {
        Fields run = found.get(RUN);
        return new Manifest(
                version,
                found.get(NETWORK),
                null,
                null,
                null,
                null,
                found.find(RUNTIME).orElse(null),
                found.find(TENSORFLOW).orElse(null),
                found.find(JAVA).orElse(null),
                0,
                new RunMetadata(run.get(DATA), run.get(SEED), null, null),
                new Progress(run.get(STEP), run.get(EPOCH), 0, 0, 0, 0, 0),
                null,
                0,
                null,
                found.get(VARIABLES),
                List.of(),
                found.get(WEIGHTS),
                found.get(FILES));
    }

    private static Manifest state(Fields found, int version) throws Malformed {
        Fields run = found.get(RUN);
        Fields random = found.get(RANDOM);
        return new Manifest(
                version,
                found.get(NETWORK),
                found.get(FINGERPRINT),
                found.find(EVALUATION).orElse(null),
                found.find(PLAN).orElse(null),
                found.find(PREPROCESSING).orElse(null),
                found.get(RUNTIME),
                found.get(TENSORFLOW),
                found.get(JAVA),
                found.get(PROCESSORS),
                metadata(run),
                position(found.get(POSITION)),
                new Manifest.RandomState(random.get(SEED), random.get(EPOCH)),
                found.get(LEARNING_RATE),
                found.get(METRICS),
                found.get(VARIABLES),
                found.get(OPTIMIZER_VARIABLES),
                found.get(WEIGHTS),
                found.get(FILES));
    }

    private static SavedPreprocessing preprocessing(StrictJson json) throws IOException {
        Fields found = json.object(SCALE, MEAN, DEVIATION, RESIZE);
        Fields resize = found.get(RESIZE);
        SavedPreprocessing saved = new SavedPreprocessing(
                found.get(SCALE).floatValue(),
                found.get(MEAN),
                found.get(DEVIATION),
                new SavedPreprocessing.SavedResize(resize.get(MODE), resize.get(FILTER), resize.get(SHARE)));
        try {
            saved.resizing();
            return saved;
        } catch (IllegalArgumentException e) {
            throw new Malformed("its preprocessing.resize is none that this version knows", e);
        }
    }

    private static List<Float> floats(StrictJson json) throws IOException {
        return List.copyOf(json.list(MOST_CHANNELS, each -> (float) each.real()));
    }

    private static RunMetadata metadata(Fields run) throws Malformed {
        return new RunMetadata(
                run.get(DATA),
                run.get(SEED),
                run.get(SETTINGS),
                run.get(DEVICE),
                run.find(DATA_KIND).orElse(null),
                run.find(DATA_PLACE).orElse(null),
                run.find(CLASS_PATH).orElse(null),
                run.find(DATA_SPLIT).orElse(null),
                run.find(SKIPPED).orElse(null),
                run.find(THREADS).orElse(null),
                run.find(CLASS_NAMES).orElse(null),
                run.find(INITIAL).orElse(null));
    }

    private static SavedInitialWeights initialWeights(StrictJson json) throws IOException {
        Fields found = json.object(FILE_NAME, FILE_HASH, LICENSE);
        return new SavedInitialWeights(
                found.get(FILE_NAME), found.get(FILE_HASH), found.find(LICENSE).orElse(null));
    }

    private static Progress position(Fields found) throws Malformed {
        Progress position = new Progress(
                found.get(STEP),
                found.get(EPOCHS),
                found.get(BATCHES),
                found.get(LOSS_SUM),
                found.get(CORRECT),
                found.get(IMAGES),
                found.get(SECONDS),
                found.find(LOSS_SCALE).orElse(null));
        if (!isPossible(position)) {
            throw new Malformed("its position (" + position.text() + ") cannot occur in a run");
        }
        return position;
    }

    private static LossScale lossScale(StrictJson json) throws IOException {
        Fields found = json.object(FACTOR, GOOD_STEPS, SKIPPED_STEPS);
        try {
            return new LossScale((float) (double) found.get(FACTOR), found.get(GOOD_STEPS), found.get(SKIPPED_STEPS));
        } catch (IllegalArgumentException e) {
            throw new Malformed("its loss scale (" + e.getMessage() + ")", e);
        }
    }

    private static boolean isPossible(Progress found) {
        return found.batches() <= found.step()
                && Double.isFinite(found.lossSum())
                && found.images() >= found.correct()
                && found.seconds() >= 0
                && Double.isFinite(found.seconds());
    }

    private static List<Manifest.SavedVariable> variables(StrictJson json) throws IOException {
        Set<String> names = new HashSet<>();
        return json.list(MOST_VARIABLES, each -> {
            Manifest.SavedVariable variable = variable(each);
            requireNew(names, variable);
            return variable;
        });
    }

    private static Manifest.SavedVariable variable(StrictJson json) throws IOException {
        Fields found = json.object(NAME, SHAPE);
        Manifest.SavedVariable variable = new Manifest.SavedVariable(found.get(NAME), found.get(SHAPE));
        if (variable.name().isEmpty() || variable.name().length() > MOST_NAME_CHARS) {
            throw new Malformed("it names a variable of " + variable.name().length() + " characters; a name has 1 to "
                    + MOST_NAME_CHARS);
        }
        try {
            variable.bytes();
            return variable;
        } catch (ArithmeticException e) {
            throw new Malformed(variable.text() + " has more values than 64 bits can count");
        }
    }

    private static Manifest.SavedFile file(StrictJson json) throws IOException {
        Fields found = json.object(BYTES, FILE_HASH);
        return new Manifest.SavedFile(found.get(BYTES), found.get(FILE_HASH));
    }

    /** Each variable comes once, and together they are what the data file holds. */
    private static void requireFiles(Manifest manifest) throws Malformed {
        Set<String> expected = Set.of(Bundle.INDEX, Bundle.DATA);
        if (!manifest.files().keySet().equals(expected)) {
            throw new Malformed("it must name the files " + Bundle.INDEX + " and " + Bundle.DATA + " and no others");
        }
        Set<String> names = new HashSet<>();
        long bytes = 0;
        for (Manifest.SavedVariable variable : manifest.saved()) {
            requireNew(names, variable);
            bytes += variable.bytes();
            if (bytes < 0) {
                break;
            }
        }
        long saved = Objects.requireNonNull(manifest.files().get(Bundle.DATA)).bytes();
        if (bytes != saved) {
            throw new Malformed("its variables do not add up to the " + saved + " bytes of " + Bundle.DATA);
        }
    }

    private static void requireNew(Set<String> names, Manifest.SavedVariable variable) throws Malformed {
        if (!names.add(variable.name())) {
            throw new Malformed("it names " + variable.text() + " twice");
        }
    }

    private static int whole(StrictJson json, int least) throws IOException {
        return (int) json.whole(least, Integer.MAX_VALUE);
    }

    private static long count(StrictJson json) throws IOException {
        return json.whole(0, Long.MAX_VALUE);
    }

    private static String hash(StrictJson json) throws IOException {
        return json.text(HASH, "a SHA-256 of " + Sha256.HEX_DIGITS + " hexadecimal digits");
    }
}
