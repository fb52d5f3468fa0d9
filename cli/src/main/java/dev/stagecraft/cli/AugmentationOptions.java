package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Augmentation;
import dev.stagecraft.runtime.data.ColorJitter;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.PadAndCrop;
import dev.stagecraft.runtime.data.RandomResizedCrop;
import dev.stagecraft.runtime.data.Rotation;
import dev.stagecraft.runtime.data.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done to training images, where a network's declaration is overridden. */
final class AugmentationOptions {
    private static final int MOST_CHANGES = 4;

    @Option(
            names = "--no-augmentation",
            description = "Ignore the declared augmentations, so that only other flags change training images.")
    private boolean none;

    @Option(
            names = "--random-resized-crop",
            paramLabel = "X",
            description =
                    "Cut out a random part of each training image, with at least this share of its area. 0.08 is usual;"
                            + " 0 switches it off (default: as declared).")
    private @Nullable Double crop;

    @Option(
            names = "--pad-and-crop",
            paramLabel = "X",
            description =
                    "Add a black border to training images, as wide as this share of height and width, and cut out the"
                            + " original size at a random place. 0.125 is usual; 0 switches it off (default: as declared).")
    private @Nullable Double padAndCrop;

    @Option(
            names = "--shift",
            paramLabel = "X",
            description = "Move training images by up to this share of height and width; 0 switches it off (default: as"
                    + " declared).")
    private @Nullable Double shift;

    @Option(
            names = "--rotate",
            paramLabel = "DEGREES",
            description = "Turn training images by up to this angle; 0 switches it off (default: as declared).")
    private @Nullable Double rotation;

    @Option(
            names = "--flip",
            negatable = true,
            description = "Swap left and right of training images with probability 1/2 (default: as declared).")
    private @Nullable Boolean flip;

    @Option(
            names = "--color-jitter",
            paramLabel = "B,C,S,H",
            description =
                    "Change brightness, contrast, saturation and hue of training images by up to these amounts. Amounts"
                            + " that are left out are 0; 0 alone switches it off (default: as declared).")
    private @Nullable String jitter;

    private AugmentationOptions() {}

    /** What is done to images, in the order in which a network declares it. */
    Augmentation[] over(List<Augmentation> declared) {
        if (!isGiven()) {
            return declared.toArray(Augmentation[]::new);
        }
        List<Augmentation> kept = none ? List.of() : declared;
        List<Augmentation> all = new ArrayList<>();
        all.addAll(place(kept));
        of(Rotation.class, kept, rotation, Rotation::new).ifPresent(all::add);
        boolean flips = flip == null ? find(HorizontalFlip.class, kept).isPresent() : flip;
        if (flips) {
            all.add(new HorizontalFlip());
        }
        (jitter == null ? find(ColorJitter.class, kept) : jitter(jitter)).ifPresent(all::add);
        kept.stream().filter(AugmentationOptions::isOther).forEach(all::add);
        return all.toArray(Augmentation[]::new);
    }

    private boolean isGiven() {
        return none
                || flip != null
                || jitter != null
                || Stream.of(crop, padAndCrop, shift, rotation).anyMatch(each -> each != null);
    }

    /** A network that is written by hand may have augmentations of its own, which no flag names. */
    private static boolean isOther(Augmentation each) {
        return Stream.of(
                        RandomResizedCrop.class,
                        PadAndCrop.class,
                        Shift.class,
                        Rotation.class,
                        HorizontalFlip.class,
                        ColorJitter.class)
                .noneMatch(type -> type.isInstance(each));
    }

    /** A flag for one of the three replaces whichever was declared. */
    private List<Augmentation> place(List<Augmentation> declared) {
        long given = Stream.of(crop, padAndCrop, shift)
                .filter(each -> each != null && each != 0)
                .count();
        if (given > 1) {
            throw new BadInputException(
                    "--random-resized-crop, --pad-and-crop and --shift cannot be combined; give one of them");
        }
        List<Augmentation> kept = given > 0 ? List.of() : declared;
        Optional<RandomResizedCrop> usual = find(RandomResizedCrop.class, declared);
        return Stream.<Optional<? extends Augmentation>>of(
                        of(
                                RandomResizedCrop.class,
                                kept,
                                crop,
                                share -> usual.orElse(RandomResizedCrop.DEFAULT).withSmallest(share)),
                        of(PadAndCrop.class, kept, padAndCrop, PadAndCrop::new),
                        of(Shift.class, kept, shift, Shift::new))
                .<Augmentation>flatMap(Optional::stream)
                .toList();
    }

    private static <T extends Augmentation> Optional<T> of(
            Class<T> type, List<Augmentation> declared, @Nullable Double given, DoubleFunction<T> made) {
        if (given == null) {
            return find(type, declared);
        }
        return given == 0 ? Optional.empty() : Optional.of(made.apply(given));
    }

    private static <T extends Augmentation> Optional<T> find(Class<T> type, List<Augmentation> declared) {
        return declared.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Optional<ColorJitter> jitter(String text) {
        double[] values = new double[MOST_CHANGES];
        String[] parts = text.split(",", -1);
        if (parts.length > MOST_CHANGES) {
            throw wrong(text);
        }
        try {
            for (int i = 0; i < parts.length; i++) {
                values[i] = Double.parseDouble(parts[i]);
            }
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        ColorJitter jitter = new ColorJitter(values[0], values[1], values[2], values[3]);
        return jitter.equals(new ColorJitter(0, 0, 0, 0)) ? Optional.empty() : Optional.of(jitter);
    }

    private static BadInputException wrong(String text) {
        return new BadInputException("--color-jitter is " + text
                + "; it must be one to four numbers with commas between them, such as 0.4,0.4,0.4,0.1");
    }

    /** A flag counts for more than what the data says itself. */
    DataSet over(DataSet data) {
        return isGiven() ? data.withFeed(data.feed().withAugmentations(List.of())) : data;
    }
}
