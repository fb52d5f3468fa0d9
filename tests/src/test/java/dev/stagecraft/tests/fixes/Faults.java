package dev.stagecraft.tests.fixes;

import static dev.stagecraft.tests.fixes.RightDeclarations.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a developer may get wrong: each fault changes a draft, where there is something that it can be put into. */
final class Faults {
    /** Changes a draft, and says whether it could. */
    interface Fault {
        boolean put(Draft draft, Random random);
    }

    private static final String[] LOW = {"0", "-1", "-8", "-64"};
    private static final String[] NO_SHARE = {"1", "-0.5", "50", "14.3", "1.5", "0.9999999999"};
    private static final String[] NOT_POSITIVE = {"0", "-0.1", "1e-60", "-1e-5"};

    private static final List<List<Fault>> ROOMS = new ArrayList<>();
    private static List<Fault> all = new ArrayList<>();

    private Faults() {}

    /** A fault that was drawn, to be put into other drafts too. */
    record Put(int room, int number, long seed) {
        boolean into(Draft draft) {
            return ROOMS.get(room).get(number).put(draft, new Random(seed));
        }
    }

    /** Puts a fault into a draft, and says which. */
    static Put put(Draft draft, Random random) {
        Put put = draw(random);
        while (!put.into(draft)) {
            put = draw(random);
        }
        return put;
    }

    private static Put draw(Random random) {
        int room = random.nextInt(ROOMS.size());
        return new Put(room, random.nextInt(ROOMS.get(room).size()), random.nextLong());
    }

    static {
        room(Faults::valuesOfParts);
        room(Faults::valuesOfNetworks);
        room(Faults::valuesOfTrainings);
        room(Faults::parts);
        room(Faults::blocks);
        room(Faults::shapes);
        room(Faults::sizes);
        room(Faults::rest);
    }

    /** Each room of faults is drawn from as often as any other. */
    private static void room(Runnable faults) {
        all = new ArrayList<>();
        faults.run();
        ROOMS.add(all);
    }

    private static void valuesOfParts() {
        in(Faults::stem, "channels", LOW);
        in(Faults::stem, "kernel", "0", "-3", "64", "100");
        in(Faults::stem, "stride", "0", "-2", "1025", "65_536");
        in(Faults::stem, "before", "{16, 0}", "{0, -8, 4}", "-8");
        in(Faults::stem, "pool", "@MaxPool(size = 0)", "@MaxPool(size = -3, stride = 2)", "{@MaxPool(stride = 0)}");
        in(Faults::stem, "pool", "@MaxPool(size = 2_000)", "@MaxPool(size = 3, stride = 5_000)");
        in(Faults::stage, "channels", LOW);
        in(Faults::stage, "blocks", "0", "-2", "-1", "0", "-10", "10_001");
        in(Faults::stage, "stride", "-1", "-2", "1_025");
        in(Faults::head, "classes", "1", "0", "-10");
        in(Faults::head, "dropout", NO_SHARE);
    }

    private static void valuesOfNetworks() {
        for (String size : List.of("height", "width", "channels")) {
            all.add((draft, random) ->
                    replace(draft.network, "input", size + " = [\\d_]+", size + " = " + of(random, LOW)));
            all.add((draft, random) ->
                    replace(draft.network, "input", size + " = [\\d_]+(, )?|, " + size + " = [\\d_]+", ""));
        }
        in(Faults::network, "stochasticDepth", NO_SHARE);
        in(Faults::network, "norm", wrap("@BatchNorm(momentum = %s)", NO_SHARE));
        in(Faults::network, "norm", wrap("@BatchNorm(epsilon = %s)", NOT_POSITIVE));
        in(Faults::network, "squeezeExcitation", wrap("@SqueezeExcitation(ratio = %s)", "0", "-4", "1024", "100000"));
        in(Faults::network, "squeezeExcitation", wrap("@SqueezeExcitation(divisor = %s)", "-1", "-8", "1_000_000_000"));
        inBottleneck("expansion", LOW);
        inBottleneck("groups", LOW);
        inBottleneck("groupWidth", LOW);
        inBottleneck("groupWidth", "1", "3");
    }

    private static void valuesOfTrainings() {
        in(Faults::training, "epochs", LOW);
        in(Faults::training, "batchSize", LOW);
        in(Faults::training, "learningRate", NOT_POSITIVE);
        in(Faults::training, "labelSmoothing", NO_SHARE);
        in(Faults::training, "warmUpEpochs", "-1", "50", "1000");
        in(Faults::training, "freezeStages", "-1", "101");
        in(Faults::training, "stageRates", "{0}", "{0.5, -1, 2, 1, 1, 1}", "1.5");
        one("sgd", wrap("@Sgd(momentum = %s)", NO_SHARE));
        one("sgd", "@Sgd(momentum = 0, nesterov = true)", "@Sgd(weightDecay = -1)");
        one("adam", wrap("@Adam(beta1 = %s)", NO_SHARE));
        one("adam", wrap("@Adam(epsilon = %s)", NOT_POSITIVE));
        one("adamW", "@AdamW(beta2 = 1)", "@AdamW(weightDecay = -0.1)");
        one("lars", "@Lars(trust = 0)", "@Lars(momentum = 1.5)");
        schedule("stepDecay", "@StepDecay(everyEpochs = 0)", "@StepDecay(factor = 10)", "@StepDecay(factor = 0)");
        schedule("cosine", "@Cosine(low = 10)", "@Cosine(low = -1)");
        schedule("oneCycle", "@OneCycle(rise = 1)", "@OneCycle(startDivisor = 0)", "@OneCycle(endDivisor = -1)");
        in(
                Faults::training,
                "augmentation",
                wrap("@Augmentation(%s)", "padAndCrop = 4", "shift = -0.1", "rotation = 360"));
        in(
                Faults::training,
                "augmentation",
                wrap(
                        "@Augmentation(%s)",
                        "padAndCrop = 0.1, shift = 0.1",
                        "shift = 0.1, randomResizedCrop = @RandomResizedCrop",
                        "randomResizedCrop = {@RandomResizedCrop, @RandomResizedCrop}",
                        "randomResizedCrop = @RandomResizedCrop(smallest = 0)",
                        "randomResizedCrop = @RandomResizedCrop(largest = 0.05)",
                        "randomResizedCrop = @RandomResizedCrop(widest = -1)",
                        "colorJitter = @ColorJitter(brightness = -1)",
                        "colorJitter = @ColorJitter"));
        all.add((draft, random) -> change(draft.training(), values("adam", "@Adam", "sgd", "@Sgd(momentum = 0.5)")));
        all.add((draft, random) ->
                change(draft.training(), values("adam", "{@Adam, @Adam}", "sgd", "{}", "adamW", "{}", "lars", "{}")));
        all.add((draft, random) -> change(draft.training(), values("cosine", "@Cosine", "stepDecay", "@StepDecay")));
    }

    private static void parts() {
        where(draft -> isPlain(draft) && draft.stem.isPresent(), draft -> {
            draft.stem = Optional.empty();
        });
        where(draft -> isPlain(draft) && draft.head.isPresent(), draft -> {
            draft.head = Optional.empty();
        });
        all.add((draft, random) -> isPlain(draft) && draft.network.remove("input") != null);
        all.add((draft, random) ->
                isPlain(draft) && draft.head.isPresent() && draft.head.get().remove("classes") != null);
        where(draft -> isPlain(draft) && !draft.stages.isEmpty(), draft -> {
            draft.stages.clear();
            draft.blocks.clear();
        });
        where(draft -> draft.head.isPresent(), draft -> {
            draft.features = true;
        });
        in(Faults::stem, "pool", "{}, poolConvolution = true", "@MaxPool(size = 64), poolConvolution = true");
        in(Faults::stem, "pool", "{@MaxPool, @MaxPool}", "{@MaxPool, @MaxPool(size = 5), @MaxPool(size = 1)}");
        in(Faults::network, "squeezeExcitation", "{@SqueezeExcitation(ratio = 2), @SqueezeExcitation(ratio = 1)}");
        where(draft -> !draft.stages.isEmpty(), draft -> {
            draft.declared = false;
        });
    }

    private static void blocks() {
        in(Faults::stage, "custom", "String.class", "int.class", "Block.class");
        in(Faults::ownStage, "block", "Block.BASIC", "Block.BOTTLENECK");
        in(Faults::convolution, "kernel", "0", "-1", "64", "2", "4", "6");
        in(Faults::convolution, "width", "0", "-1", "0.3", "1.0 / 3", "1e-9");
        in(Faults::convolution, "groups", "0", "-2", "3", "5", "7", "100");
        in(Faults::convolution, "strided", "true", "false");
        in(Faults::normalization, "strided", "true");
        in(Faults::normalization, "kernel", "1", "3");
        in(Faults::normalization, "width", "2");
        in(Faults::normalization, "groups", "1");
        all.add((draft, random) -> draft.blocks.stream()
                .map(block ->
                        block.layers().removeIf(layer -> layer.get("value").endsWith(".CONVOLUTION")))
                .reduce(false, Boolean::logicalOr));
    }

    private static void shapes() {
        in(Faults::network, "shortcut", wrap("@Shortcut(kind = ShortcutKind.%s)", "IDENTITY", "ZERO_PADDED", "NONE"));
        in(Faults::stage, "channels", "3", "7", "12", "96");
        in(Faults::stage, "stride", "2", "3", "4", "8");
        in(Faults::stem, "stride", "4", "5", "8");
        in(Faults::stem, "pool", "@MaxPool(size = 1)", "@MaxPool(size = 2, stride = 3)", "@MaxPool(stride = 5)");
        in(Faults::stem, "kernel", "1", "2", "4", "6");
        all.add((draft, random) -> change(
                draft.network,
                values(
                        "input",
                        "@Input(height = %d, width = %d, channels = 1)"
                                .formatted(1 + random.nextInt(2), 1 + random.nextInt(4)))));
        all.add((draft, random) -> draft.stem.isPresent()
                && change(draft.network, values("input", "@Input(height = 1, width = 5, channels = 3)"))
                && change(draft.stem.get(), values("pool", "@MaxPool(size = 2, stride = 1)")));
        all.add((draft, random) -> change(draft.training(), values("batchSize", 1))
                && change(draft.network, values("input", "@Input(height = 2, width = 2, channels = 3)")));
    }

    private static void sizes() {
        in(Faults::stage, "channels", "2_000_000_000", "500000", "1 << 30");
        in(Faults::stem, "channels", "2_000_000_000", "100_000_000");
        in(
                Faults::network,
                "input",
                wrap(
                        "@Input(height = %s, channels = 3)",
                        "65_536, width = 65_536", "1_000_000, width = 10_000", "8, width = 2_000_000_000"));
        inBottleneck("expansion", "1_000_000_000");
        in(Faults::head, "classes", "2_000_000_000");
        all.add((draft, random) ->
                draft.stem.isPresent() && change(draft.stem.get(), values("before", repeated("8", 103))));
        all.add((draft, random) -> {
            boolean some = !draft.stages.isEmpty();
            for (int i = 0; some && i < 101; i++) {
                Map<String, String> last = new LinkedHashMap<>(draft.stages.get(draft.stages.size() - 1));
                last.put("stride", "1");
                draft.stages.add(last);
            }
            return some;
        });
        all.add((draft, random) -> draft.stages.size() > 1
                && draft.stages.stream().allMatch(stage -> change(stage, values("blocks", 6_000))));
        in(Faults::budget, "parameters", "1", "100", "-5");
        in(Faults::budget, "multiplyAccumulates", "1", "1_000");
        in(Faults::budget, "trainingBytes", "1", "1_000_000", "-1");
        all.add((draft, random) -> draft.budget.isEmpty() && draft.budget().isEmpty());
        all.add((draft, random) ->
                draft.budget.isEmpty() && change(draft.budget(), values("parameters", 1_000_000_000, "batchSize", 8)));
    }

    private static void rest() {
        in(Faults::withoutBottlenecks, "bottleneck", "@Bottleneck", "@Bottleneck(groups = 2, expansion = 2)");
        in(Faults::network, "shortcut", "@Shortcut(kind = ShortcutKind.ZERO_PADDED, norm = false)");
        in(Faults::network, "norm", "@BatchNorm(zeroLast = true)");
        all.add((draft, random) -> change(
                draft.network,
                values(
                        "order",
                        "Order.PRE_ACTIVATION",
                        "activation",
                        "Activation.RELU",
                        "norm",
                        "@BatchNorm(zeroLast = true)")));
        type("enum $ {}");
        type("record $() {}");
        type("class $<T extends Comparable<T>> {}");
        all.add((draft, random) -> nested(draft, "private static class $ {}"));
        all.add((draft, random) -> nested(draft, "class $ {}"));
        where(draft -> draft.beside.isEmpty(), draft -> {
            draft.beside = "class $Network {}\n";
        });
    }

    private static void type(String text) {
        where(draft -> !draft.nested, draft -> {
            draft.type = text;
        });
    }

    private static boolean nested(Draft draft, String text) {
        draft.type = text;
        draft.nested = true;
        return true;
    }

    private static void where(Predicate<Draft> possible, Consumer<Draft> change) {
        all.add((draft, random) -> {
            boolean does = possible.test(draft);
            if (does) {
                change.accept(draft);
            }
            return does;
        });
    }

    /** A value of an annotation, which one of those there are. */
    private static void in(Function<Draft, List<Map<String, String>>> where, String attribute, String... wrong) {
        all.add((draft, random) -> {
            List<Map<String, String>> all = where.apply(draft);
            return !all.isEmpty() && change(all.get(random.nextInt(all.size())), values(attribute, of(random, wrong)));
        });
    }

    /** A detail of bottlenecks, beside those there are. */
    private static void inBottleneck(String detail, String... wrong) {
        all.add((draft, random) -> {
            String value = detail + " = " + of(random, wrong);
            String old = draft.network.getOrDefault("bottleneck", "@Bottleneck()");
            return !bottlenecks(draft).isEmpty()
                    && change(
                            draft.network,
                            values(
                                    "bottleneck",
                                    old.contains(detail + " = ")
                                            ? old.replaceFirst(detail + " = [\\d_]+", value)
                                            : old.replace("(", "(" + value + (old.endsWith("()") ? "" : ", "))));
        });
    }

    /** An optimizer in place of those there are. */
    private static void one(String optimizer, String... wrong) {
        all.add((draft, random) -> {
            draft.training().keySet().removeAll(List.of("sgd", "adam", "adamW", "lars"));
            return change(draft.training(), values(optimizer, of(random, wrong)));
        });
    }

    /** A schedule in place of those there are. */
    private static void schedule(String schedule, String... wrong) {
        all.add((draft, random) -> {
            draft.training().keySet().removeAll(List.of("cosine", "stepDecay", "oneCycle"));
            return change(draft.training(), values(schedule, of(random, wrong)));
        });
    }

    private static boolean change(Map<String, String> annotation, Map<String, String> values) {
        annotation.putAll(values);
        return true;
    }

    private static boolean replace(Map<String, String> annotation, String attribute, String pattern, String by) {
        String old = annotation.getOrDefault(attribute, "");
        annotation.computeIfPresent(attribute, (name, value) -> value.replaceFirst(pattern, by));
        return !old.equals(annotation.getOrDefault(attribute, ""));
    }

    private static List<Map<String, String>> network(Draft draft) {
        return List.of(draft.network);
    }

    private static List<Map<String, String>> bottlenecks(Draft draft) {
        return draft.stages.stream()
                                .anyMatch(each -> each.getOrDefault("block", "").endsWith("BOTTLENECK"))
                        || draft.network.getOrDefault("preset", "").contains("50")
                ? List.of(draft.network)
                : List.of();
    }

    private static List<Map<String, String>> withoutBottlenecks(Draft draft) {
        return bottlenecks(draft).isEmpty() ? List.of(draft.network) : List.of();
    }

    private static List<Map<String, String>> stem(Draft draft) {
        return draft.stem.stream().toList();
    }

    private static List<Map<String, String>> stage(Draft draft) {
        return draft.stages.subList(0, Math.min(draft.rightStages, draft.stages.size()));
    }

    private static List<Map<String, String>> ownStage(Draft draft) {
        return stage(draft).stream().filter(each -> each.containsKey("custom")).toList();
    }

    private static List<Map<String, String>> head(Draft draft) {
        return draft.head.stream().toList();
    }

    private static List<Map<String, String>> training(Draft draft) {
        return List.of(draft.training());
    }

    private static List<Map<String, String>> budget(Draft draft) {
        return List.of(draft.budget());
    }

    private static List<Map<String, String>> convolution(Draft draft) {
        return layers(draft, ".CONVOLUTION");
    }

    private static List<Map<String, String>> normalization(Draft draft) {
        return layers(draft, ".NORMALIZATION");
    }

    private static List<Map<String, String>> layers(Draft draft, String kind) {
        return draft.blocks.stream()
                .flatMap(block -> block.layers().stream())
                .filter(layer -> layer.get("value").endsWith(kind))
                .toList();
    }

    private static boolean isPlain(Draft draft) {
        return !draft.network.containsKey("preset");
    }

    private static String repeated(String element, int times) {
        return IntStream.range(0, times).mapToObj(i -> element).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String[] wrap(String format, String... values) {
        return java.util.Arrays.stream(values).map(format::formatted).toArray(String[]::new);
    }

    private static String of(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
