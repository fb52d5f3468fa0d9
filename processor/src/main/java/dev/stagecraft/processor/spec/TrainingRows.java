package dev.stagecraft.processor.spec;

import dev.stagecraft.processor.spec.TrainingValue.Limit;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * Everything that {@code @Training} may declare, a row each. The runtime's rows are those of its {@code
 * TrainingSettings}; a test holds the two together.
 */
public final class TrainingRows {
    private static final String POSITIVE = "above 0 and finite in float32; ";

    private static final Limit<Double> SHARE = new Limit<>(
            (share, others) -> isShare(share),
            (share, others) ->
                    share >= 0 && share < 1 ? "below 1 in float32, which rounds it to 1" : "at least 0 and below 1");

    /** The attributes of {@code @Training} itself; each is also a method of the runtime's builder. */
    public static final List<TrainingValue<?>> VALUES = List.of(
            integer("epochs", 5, number -> number >= 1, "at least 1"),
            integer("batchSize", 256, number -> number >= 1, "at least 1"),
            real("learningRate", 0.05, TrainingRows::isPositiveFloat, POSITIVE + "0.05 is the default"),
            share("labelSmoothing", 0),
            flag("freezeStem"),
            integer("freezeStages", 0, number -> number >= 0, "at least 0"),
            new TrainingValue<>("stageRates", List.<Double>of(), List.of()),
            flag("linearProbe"),
            new TrainingValue<>("precision", PrecisionKind.FLOAT32, List.of()),
            flag("recompute"),
            flag("imagesOnDevice"),
            new TrainingValue<>(
                    "warmUpEpochs",
                    0,
                    List.of(
                            limit((Integer number) -> number >= 0, "at least 0"),
                            new Limit<>(
                                    (number, others) -> number <= 0
                                            || others.training().integer("epochs") < 1
                                            || number < others.training().integer("epochs"),
                                    (number, others) -> "below the "
                                            + others.training().integer("epochs") + " epochs of the whole training"))));

    /** The optimizers. */
    public static final List<TrainingPart> OPTIMIZERS = List.of(
            new TrainingPart(
                    "sgd",
                    "Sgd",
                    List.of(
                            new TrainingValue<>(
                                    "momentum",
                                    0.9,
                                    List.of(
                                            SHARE,
                                            // A flag alone says nothing wrong; what it asks for is a momentum.
                                            new Limit<>(
                                                    (momentum, others) ->
                                                            !others.part().flag("nesterov")
                                                                    || momentum.floatValue() > 0,
                                                    (momentum, others) ->
                                                            "above 0 for Nesterov's form; 0.9 is usual"))),
                            new TrainingValue<>("nesterov", false, List.of()),
                            notNegative("weightDecay", 0)),
                    values -> values.real("momentum") == 0 ? 0 : 1),
            new TrainingPart("adam", "Adam", adam(0), values -> 2),
            new TrainingPart("adamW", "AdamW", adam(0.01), values -> 2),
            new TrainingPart(
                    "lars",
                    "Lars",
                    List.of(
                            share("momentum", 0.9),
                            real("trust", 0.001, TrainingRows::isPositiveFloat, POSITIVE + "0.001 is usual"),
                            notNegative("weightDecay", 0)),
                    values -> 1));

    /** The schedules of the learning rate. */
    public static final List<TrainingPart> SCHEDULES = List.of(
            new TrainingPart(
                    "stepDecay",
                    "StepDecay",
                    List.of(
                            integer("everyEpochs", 30, number -> number >= 1, "at least 1"),
                            real(
                                    "factor",
                                    0.1,
                                    factor -> factor > 0 && factor <= 1,
                                    "above 0 and at most 1; 0.1 is usual")),
                    values -> 0),
            new TrainingPart(
                    "cosine",
                    "Cosine",
                    List.of(new TrainingValue<>(
                            "low",
                            0.0,
                            List.of(new Limit<>(
                                    (low, others) -> low >= 0 && !(isPositiveFloat(rate(others)) && low > rate(others)),
                                    (low, others) -> "at least 0 and at most the learningRate of " + rate(others))))),
                    values -> 0),
            new TrainingPart(
                    "oneCycle",
                    "OneCycle",
                    List.of(
                            real("rise", 0.3, rise -> rise > 0 && rise < 1, "above 0 and below 1; 0.3 is usual"),
                            divisor("startDivisor", 25),
                            divisor("endDivisor", 1e4)),
                    values -> 0));

    private TrainingRows() {}

    private static List<TrainingValue<?>> adam(double weightDecay) {
        return List.of(
                share("beta1", 0.9),
                share("beta2", 0.999),
                real("epsilon", 1e-8, TrainingRows::isPositiveFloat, POSITIVE + "1e-8 is usual"),
                notNegative("weightDecay", weightDecay));
    }

    private static double rate(TrainingValue.Others others) {
        return others.training().real("learningRate");
    }

    private static TrainingValue<Integer> integer(String name, int usual, Predicate<Integer> right, String limit) {
        return new TrainingValue<>(name, usual, List.of(limit(right, limit)));
    }

    private static TrainingValue<Boolean> flag(String name) {
        return new TrainingValue<>(name, false, List.of());
    }

    private static TrainingValue<Double> real(String name, double usual, DoublePredicate right, String limit) {
        return new TrainingValue<>(name, usual, List.of(limit(right::test, limit)));
    }

    private static TrainingValue<Double> share(String name, double usual) {
        return new TrainingValue<>(name, usual, List.of(SHARE));
    }

    private static TrainingValue<Double> divisor(String name, double usual) {
        return real(
                name, usual, found -> found >= 1 && Float.isFinite((float) found), "at least 1 and finite in float32");
    }

    private static TrainingValue<Double> notNegative(String name, double usual) {
        return real(
                name, usual, found -> found >= 0 && Float.isFinite((float) found), "at least 0 and finite in float32");
    }

    private static <T> Limit<T> limit(Predicate<T> right, String text) {
        return new Limit<>((value, others) -> right.test(value), (value, others) -> text);
    }

    private static boolean isShare(double value) {
        return value >= 0 && (float) value < 1;
    }

    /** The runtime computes in float32: a number that rounds to nothing or to infinity there is none. */
    private static boolean isPositiveFloat(double value) {
        return (float) value > 0 && Float.isFinite((float) value);
    }
}
