package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.host.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the environment asks TensorFlow for the same bits each time. */
class HardwareTest {
    @ParameterizedTest
    @CsvSource({"1, REPEATABLE_GPU", "true, REPEATABLE_GPU", "True, REPEATABLE_GPU", "0, GPU", "false, GPU", "yes, GPU"
    })
    void theVariableIsReadAsTensorFlowReadsIt(String value, Hardware expected) {
        assertEquals(expected, Hardware.gpu(new Environment(Map.of("TF_DETERMINISTIC_OPS", value))));
    }

    @Test
    void withoutItTheFastestOperationsAreTaken() {
        assertEquals(Hardware.GPU, Hardware.gpu(new Environment(Map.of())));
    }
}
