package dev.stagecraft.processor.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqueezeExcitationSpecTest {
    /** The last four have a width that an int cannot hold, a product that a long cannot hold, and both limits. */
    @ParameterizedTest
    @CsvSource({
        "64, 16, 0, 4",
        "40, 16, 0, 2",
        "8, 16, 0, 0",
        "64, 16, 8, 8",
        "128, 16, 8, 8",
        "192, 16, 8, 16",
        "191, 16, 8, 8",
        "256, 16, 8, 16",
        "320, 16, 8, 24",
        "319, 16, 8, 16",
        "2048, 16, 8, 128",
        "1, 16, 8, 8",
        "40, 16, 1, 3",
        "39, 16, 1, 2",
        "7, 2, 3, 3",
        "9, 2, 3, 6",
        "2147483647, 1, 1431655764, 2147483647",
        "2147483647, 2147483647, 2147483647, 2147483647",
        "2147483647, 1, 1, 2147483647",
        "2147483647, 2147483647, 1, 1"
    })
    void widthIsTheNearestMultiple(int channels, int ratio, int divisor, int width) {
        assertEquals(width, new SqueezeExcitationSpec(ratio, divisor).width(channels));
    }

    @ParameterizedTest
    @CsvSource({"64, 16, 0, false", "64, 16, 8, true", "191, 16, 8, true", "192, 16, 8, false"})
    void aLargeDivisorIsTheWidthItself(int channels, int ratio, int divisor, boolean isTheWidth) {
        assertEquals(isTheWidth, new SqueezeExcitationSpec(ratio, divisor).isOneMultiple(channels));
    }
}
