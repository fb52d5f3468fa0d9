package dev.stagecraft.tests.truth;

import dev.stagecraft.tests.truth.RawDeclaration.Layer;
import dev.stagecraft.tests.truth.RawDeclaration.Stage;
import dev.stagecraft.tests.truth.RawDeclaration.Stem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Draws raw declarations from a seed. Every value may be wrong, so that about half of them are; what a graph cannot show
 * (names, budgets, contradictions, limits of taste such as a single class) is never drawn.
 */
final class RawDraw {
    private final Random random;
    /** For what could not always be drawn: the rest stays as it was. */
    private final Random later;

    /** How rarely a single value is drawn from outside its range. */
    private final int rarely;

    private RawDraw(long seed, int number) {
        random = new Random(seed * 1_000_003 + number);
        later = new Random(~seed * 1_000_003 + number);
        rarely = random.nextInt(3) == 0 ? 25 : Integer.MAX_VALUE;
    }

    static RawDeclaration draw(long seed, int number) {
        return new RawDraw(seed, number).declaration();
    }

    private RawDeclaration declaration() {
        String shortcut = random.nextBoolean()
                ? "PROJECTION"
                : of("PROJECTION_EVERYWHERE", "IDENTITY", "ZERO_PADDED", "POOLED_PROJECTION", "NONE");
        List<Stage> stages = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            stages.add(stage());
        }
        // A graph cannot show that a value is wrong which no block asks for.
        stages.replaceAll(
                stage -> stage.stride() >= 0 || asksForItsStride(stage, shortcut) ? stage : stage.withStride(1));
        boolean bottlenecks = stages.stream()
                .anyMatch(stage -> stage.layers().isEmpty() && stage.kind().equals("BOTTLENECK"));
        // Where the ratio is right: a wrong one may be hidden by a divisor.
        int divisor = rarely == Integer.MAX_VALUE && later.nextBoolean() ? 1 + later.nextInt(4) : 0;
        return new RawDeclaration(
                List.of(number(1, 12), number(1, 12), number(1, 3)),
                random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                of("RELU", "RELU", "LEAKY_RELU", "SILU", "GELU"),
                random.nextBoolean(),
                shortcut,
                random.nextBoolean(),
                bottlenecks ? number(1, 3) : 1,
                random.nextBoolean(),
                bottlenecks ? number(1, 3) : 1,
                random.nextInt(4) == 0 ? 4 << random.nextInt(4) : 64,
                random.nextInt(3) == 0 ? Optional.of(number(1, 4)) : Optional.empty(),
                divisor,
                random.nextInt(4) == 0 ? later.nextBoolean() ? "BLUR" : "AVERAGE_POOL" : "NONE",
                shortcut.equals("NONE") || random.nextInt(3) > 0 ? 0 : probability(),
                new Stem(
                        number(1, 6),
                        odd(7),
                        number(1, 3),
                        random.nextInt(3) == 0 ? List.of(number(1, 4)) : List.of(),
                        random.nextBoolean() ? List.of() : List.of(odd(4), number(1, 3)),
                        later.nextInt(4) == 0),
                stages,
                2 + random.nextInt(4),
                random.nextInt(3) > 0 ? 0 : probability());
    }

    private Stage stage() {
        boolean own = random.nextInt(3) == 0;
        // 0 leaves the stride to the stage's position.
        return new Stage(
                number(1, 6),
                1 + random.nextInt(2),
                rare() ? -1 : random.nextInt(4),
                of("BASIC", "BOTTLENECK"),
                own ? layers() : List.of(),
                random.nextBoolean());
    }

    private static boolean asksForItsStride(Stage stage, String shortcut) {
        return stage.layers().isEmpty()
                || stage.layers().stream().anyMatch(Layer::strided)
                || !List.of("NONE", "IDENTITY").contains(shortcut);
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        int convolution = random.nextInt(3);
        boolean strided = random.nextInt(4) > 0;
        boolean blurred = strided && random.nextInt(3) == 0;
        for (int i = 0; i < 3; i++) {
            if (i == convolution) {
                layers.add(convolution(strided && !blurred));
            } else {
                String kind = of("CONVOLUTION", "CONVOLUTION", "NORMALIZATION", "ACTIVATION", "BLUR");
                layers.add(kind.equals("CONVOLUTION") ? convolution(false) : new Layer(kind, 3, false, 1, 1));
            }
        }
        if (blurred) {
            layers.add(random.nextInt(4), new Layer("BLUR", 3, true, 1, 1));
        }
        return layers;
    }

    private Layer convolution(boolean strided) {
        double width = random.nextInt(4) > 0 ? 1 : random.nextBoolean() ? 2 : 0.5;
        return new Layer("CONVOLUTION", odd(4), strided, rare() ? 0 : width, random.nextInt(4) > 0 ? 1 : number(1, 3));
    }

    private double probability() {
        return rare() ? 1 : 0.25 * (1 + random.nextInt(3));
    }

    /** Mostly odd: even windows shrink images, and sums with them. */
    private int odd(int most) {
        int number = number(1, most);
        return number > 1 && number % 2 == 0 && random.nextInt(4) > 0 ? number - 1 : number;
    }

    private int number(int least, int most) {
        return rare() ? -random.nextInt(2) : least + random.nextInt(most - least + 1);
    }

    private boolean rare() {
        return random.nextInt(rarely) == 0;
    }

    private String of(String... words) {
        return words[random.nextInt(words.length)];
    }
}
