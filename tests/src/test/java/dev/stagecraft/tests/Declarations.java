package dev.stagecraft.tests;

import java.util.Random;

/** Draws valid declarations of small networks, every option mixed in, from a seed. */
final class Declarations {
    private Declarations() {}

    /** The source of {@code random.Net<number>}. */
    static String draw(long seed, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        boolean same = random.nextInt(4) == 0;
        // Even windows may not fit into images that have shrunk; odd ones always do.
        int pixels = 4 + random.nextInt(17);
        StringBuilder source = new StringBuilder("package random;\nimport dev.stagecraft.dsl.*;\n");
        source.append("@ResidualNetwork(input = @Input(height = %d, width = %d, channels = %d)"
                .formatted(pixels, 4 + random.nextInt(17), 1 + random.nextInt(3)));
        if (random.nextBoolean()) {
            source.append(", convolutionBias = true");
        }
        if (random.nextInt(3) == 0) {
            source.append(", shortcut = @Shortcut(norm = false)");
        }
        if (random.nextInt(3) == 0) {
            source.append(", norm = @BatchNorm(momentum = 0.%d, epsilon = 1e-%d)"
                    .formatted(1 + random.nextInt(9), 2 + random.nextInt(4)));
        }
        if (random.nextInt(2) == 0) {
            source.append(", bottleneck = @Bottleneck(expansion = %d, strideOnFirst = %b)"
                    .formatted(1 + random.nextInt(4), random.nextBoolean()));
        }
        source.append(same ? ", padding = Padding.SAME)\n" : ")\n");
        source.append("@Stem(channels = %d, kernel = %d, stride = %d, pool = %s)\n"
                .formatted(
                        1 + random.nextInt(6),
                        odd(random, 7),
                        1 + random.nextInt(2),
                        random.nextBoolean()
                                ? "{}"
                                : "@MaxPool(size = %d, stride = %d)".formatted(odd(random, 3), 1 + random.nextInt(3))));
        for (int stages = 1 + random.nextInt(3); stages > 0; stages--) {
            source.append("@ResidualStage(channels = %d, blocks = %d, stride = %d, block = Block.%s)\n"
                    .formatted(
                            1 + random.nextInt(6),
                            1 + random.nextInt(3),
                            random.nextInt(4),
                            random.nextBoolean() ? "BASIC" : "BOTTLENECK"));
        }
        source.append("@Head(classes = %d)\n".formatted(2 + random.nextInt(9)));
        // Small strided windows pass over pixels, and not every option meets a block that has it: neither is an error.
        source.append("@SuppressWarnings({\"SC-SHAPE-05\", \"SC-PART-05\"})\n");
        return source.append("final class Net%d {}\n".formatted(number)).toString();
    }

    private static int odd(Random random, int most) {
        return 1 + 2 * random.nextInt((most + 1) / 2);
    }
}
