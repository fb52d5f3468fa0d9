package dev.stagecraft.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text is a format: what earlier versions wrote is read, and comes out as it was. */
class SavedImagesTest {
    private static final String ALL = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fashion-MNIST, 60,000 of 28×28×1 in 10 classes (0123456789abcdef)",
                "Shapes (drawn stand-in), 64 of 28×28×1 in 10 classes (00000000ffffffff)",
                "mine, 2 of 3×4×1 in 2 classes (and more), 1,000 of 28×28×3 in 7 classes (0123456789abcdef)",
                "animals, 2,062 of several sizes×3 in 10 classes (0123456789abcdef)",
                "a\nb, 1 of 1×1×1 in 1 classes (0123456789abcdef)"
            })
    void textsAreReadAndWrittenAsTheyWere(String text) {
        SavedImages sampled = SavedImages.parse(text).orElseThrow();
        assertTrue(sampled.sampled());
        assertEquals(text, sampled.text());
        String later = text.replaceAll("[0-9a-f]{16}\\)$", "SHA-256 " + ALL + ")");
        SavedImages all = SavedImages.parse(later).orElseThrow();
        assertFalse(all.sampled());
        assertEquals(later, all.text());
        assertFalse(all.sameImages(sampled));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "Fashion-MNIST",
                "Fashion-MNIST, 60,000 of 28×28×1 in 10 classes ()",
                "Fashion-MNIST, 99,999,999,999,999,999,999 of 28×28×1 in 10 classes (0123456789abcdef)",
                "Fashion-MNIST, 60,000 of 28×28×1 in 10 classes (0123456789abcdef) "
            })
    void otherTextsAreNone(String text) {
        assertEquals(Optional.empty(), SavedImages.parse(text));
    }

    @Test
    void nameDecidesNothing() {
        SavedImages one = SavedImages.parse("Fashion-MNIST, 60,000 of 28×28×1 in 10 classes (0123456789abcdef)")
                .orElseThrow();
        SavedImages other = new SavedImages("IDX images 01234567", 60_000, "28×28×1", 10, "0123456789abcdef", true);
        assertTrue(one.sameImages(other));
    }
}
