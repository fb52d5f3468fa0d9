package dev.stagecraft.processor.spec;

import dev.stagecraft.processor.spec.TrainingValue.Limit;
import java.util.List;
import java.util.function.DoublePredicate;

/** Everything that {@code @Augmentation} may declare, a row each. The runtime's records are held against them by a test. */
public final class AugmentationRows {
    private static final String SHARE = "above 0 and at most 1, or 0 for none";

    private static final TrainingPart RANDOM_RESIZED_CROP = part(
            "randomResizedCrop",
            "RandomResizedCrop",
            real("smallest", 0.08, share -> share > 0 && share <= 1, "above 0 and at most 1"),
            new TrainingValue<>(
                    "largest",
                    1.0,
                    List.of(
                            limit(share -> share > 0 && share <= 1, "above 0 and at most 1"),
                            new Limit<>(
                                    (largest, others) -> !(others.part().real("smallest") > largest)
                                            || others.part().real("smallest") > 1,
                                    (largest, others) -> "at least the smallest of "
                                            + others.part().real("smallest")))),
            aspect("narrowest", 3.0 / 4),
            new TrainingValue<>(
                    "widest",
                    4.0 / 3,
                    List.of(
                            limit(AugmentationRows::isPositiveFloat, "above 0 and finite in float32"),
                            new Limit<>(
                                    (widest, others) -> !(others.part().real("narrowest") > widest)
                                            || !isPositiveFloat(others.part().real("narrowest")),
                                    (widest, others) -> "at least the narrowest of "
                                            + others.part().real("narrowest")))));

    private static final TrainingPart PAD_AND_CROP =
            part("padAndCrop", "PadAndCrop", real("padAndCrop", 0, share -> share >= 0 && share <= 1, SHARE));

    private static final TrainingPart SHIFT =
            part("shift", "Shift", real("shift", 0, share -> share >= 0 && share <= 1, SHARE));

    private static final TrainingPart ROTATION = part(
            "rotation",
            "Rotation",
            real("rotation", 0, angle -> angle >= 0 && angle <= 180, "above 0 and at most 180, or 0 for none"));

    private static final TrainingPart HORIZONTAL_FLIP =
            part("horizontalFlip", "HorizontalFlip", new TrainingValue<>("horizontalFlip", false, List.of()));

    static final TrainingPart COLOR_JITTER = part(
            "colorJitter",
            "ColorJitter",
            change("brightness"),
            change("contrast"),
            change("saturation"),
            real("hue", 0, hue -> hue >= 0 && hue <= 0.5, "at least 0 and at most 0.5")
                    .suggesting(0.1));

    /** Those that choose a part of the image or move it; at most one is allowed. */
    static final List<TrainingPart> PLACES = List.of(RANDOM_RESIZED_CROP, PAD_AND_CROP, SHIFT);

    /** Those that stand in an annotation of their own. */
    public static final List<TrainingPart> NESTED = List.of(RANDOM_RESIZED_CROP, COLOR_JITTER);

    /** All, in the order in which they are applied. */
    static final List<TrainingPart> IN_ORDER =
            List.of(RANDOM_RESIZED_CROP, PAD_AND_CROP, SHIFT, ROTATION, HORIZONTAL_FLIP, COLOR_JITTER);

    /** The attributes of {@code @Augmentation} itself: those that are a number or a switch. */
    public static final List<TrainingValue<?>> VALUES = IN_ORDER.stream()
            .filter(part -> !NESTED.contains(part))
            .<TrainingValue<?>>map(part -> part.rows().get(0))
            .toList();

    private AugmentationRows() {}

    private static TrainingPart part(String attribute, String runtimeClass, TrainingValue<?>... rows) {
        return new TrainingPart(attribute, runtimeClass, List.of(rows), values -> 0);
    }

    private static TrainingValue<Double> change(String name) {
        // The default, 0, would often leave a jitter that changes nothing.
        return real(name, 0, found -> found >= 0 && Float.isFinite((float) found), "at least 0 and finite in float32")
                .suggesting(0.4);
    }

    private static TrainingValue<Double> aspect(String name, double usual) {
        return real(name, usual, AugmentationRows::isPositiveFloat, "above 0 and finite in float32");
    }

    private static TrainingValue<Double> real(String name, double usual, DoublePredicate right, String text) {
        return new TrainingValue<>(name, usual, List.of(limit(right, text)));
    }

    private static Limit<Double> limit(DoublePredicate right, String text) {
        return new Limit<>((value, others) -> right.test(value), (value, others) -> text);
    }

    private static boolean isPositiveFloat(double value) {
        return (float) value > 0 && Float.isFinite((float) value);
    }
}
