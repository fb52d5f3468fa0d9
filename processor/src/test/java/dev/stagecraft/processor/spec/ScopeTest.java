package dev.stagecraft.processor.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void pathsAreThoseOfVariables() {
        assertEquals("stem", Scope.stem().path());
        assertEquals("stage2", Scope.stage(2).path());
        assertEquals("stage2/block1", Scope.stage(2).block(1).path());
        assertEquals("stage2/block2..4", Scope.stage(2).blocks(2, 4).path());
        assertEquals("final", Scope.end().path());
        assertEquals("head", Scope.head().path());
    }

    @Test
    void titlesAreForSentences() {
        assertEquals("stage 2", Scope.stage(2).title());
        assertEquals("stage 2, block 1", Scope.stage(2).block(1).title());
        assertEquals("stage 2, blocks 2 to 4", Scope.stage(2).blocks(2, 4).title());
    }

    @Test
    void valuesAreDeclaredOnStages() {
        assertEquals(Origin.of("ResidualStage", 1), Scope.stage(2).blocks(2, 4).origin());
        assertEquals(3, Scope.stage(2).blocks(2, 4).count());
        assertEquals(Origin.of("Stem"), Scope.stem().origin());
    }
}
