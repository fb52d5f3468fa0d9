package dev.stagecraft.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void otherLinesAreIgnored() {
        Figures figures =
                Figures.parse(List.of("loading a library", "figure millis 12.5", "figures 3", "figure peak 1.0E3"));
        assertEquals(12.5, figures.get("millis"));
        assertEquals(1000, figures.get("peak"));
        assertEquals(2, figures.values().size());
    }

    @Test
    void aFigureThatIsMissingOrNotFiniteIsRefused() {
        Figures figures = Figures.parse(List.of("figure loss NaN"));
        assertEquals(
                "the figure loss is NaN",
                assertThrows(HarnessException.class, () -> figures.get("loss")).getMessage());
        assertEquals(
                "no figure millis was printed",
                assertThrows(HarnessException.class, () -> figures.get("millis"))
                        .getMessage());
    }
}
