package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.Origin;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Declared numbers that give a number of channels together.
 *
 * @param all of them, one or more
 * @param divisor that their product is divided by
 */
record Factors(List<Factor> all, int divisor) {
    /** Copies the list. */
    Factors {
        all = List.copyOf(all);
    }

    static Factors of(Factor... all) {
        return new Factors(List.of(all), 1);
    }

    /** Without the rounding of doubles: 7 · 1.1 is 7.7. */
    BigDecimal product() {
        return all.stream().map(Factor::value).reduce(BigDecimal.ONE, BigDecimal::multiply);
    }

    /** As in {@code 8 · 4}. */
    String text() {
        return all.stream().map(factor -> factor.value().toPlainString()).collect(Collectors.joining(" · "))
                + (divisor == 1 ? "" : " / " + divisor);
    }

    /** The one that has most to do with the size of the product; of equal ones the first. */
    Origin largest() {
        return all.stream()
                .sorted(Comparator.comparing(Factor::value).reversed())
                .findFirst()
                .orElseThrow()
                .origin();
    }

    /** A declared number. */
    record Factor(BigDecimal value, Origin origin) {
        Factor(int value, Origin origin) {
            this(BigDecimal.valueOf(value), origin);
        }

        Factor(double value, Origin origin) {
            this(new BigDecimal(String.valueOf(value)).stripTrailingZeros(), origin);
        }
    }
}
