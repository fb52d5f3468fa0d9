package dev.stagecraft.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.processor.shape.Operation;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepEmitterTest {
    @Test
    void everyKindOfOperationHasAnEmitter() {
        assertEquals(Set.of(Operation.class.getPermittedSubclasses()), StepEmitter.BY_KIND.keySet());
    }
}
