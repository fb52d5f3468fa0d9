package dev.stagecraft.runtime.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the estimate counts. That it is near what a step takes is tested with the samples. */
class TrainingMemoryTest {
    /** A stem of 64 values and two stages of one block; the first has the larger feature map. */
    private static final String TABLE = """
            {
              "input": [4, 4, 1],
              "parameters": {"trainable": 1000, "nonTrainable": 10},
              "trainingBytes": {"fixed": 20040, "perImage": 1},
              "layers": [
                {"name": "stem/conv", "kind": "conv2d", "output": [4, 4, 4], "parameters": 36},
                {"name": "stem/relu", "kind": "relu", "output": [4, 4, 4]},
                {"name": "stage1/block1/conv1", "kind": "conv2d", "output": [4, 4, 4], "parameters": 144},
                {"name": "stage1/block1/norm1", "kind": "batchNorm", "output": [4, 4, 4], "parameters": 8},
                {"name": "stage1/block1/silu1", "kind": "silu", "output": [4, 4, 4]},
                {"name": "stage1/block1/sum", "kind": "add", "output": [4, 4, 4]},
                {"name": "stage2/block1/conv1", "kind": "conv2d", "output": [2, 2, 4], "parameters": 16},
                {"name": "stage2/block1/shortcut/conv", "kind": "conv2d", "output": [2, 2, 4], "parameters": 16},
                {"name": "stage2/block1/sum", "kind": "add", "output": [2, 2, 4]},
                {"name": "head/dense", "kind": "dense", "output": [10], "parameters": 170}
              ]
            }
            """;

    @Test
    void mostIsHeldInThePartThatNeedsMost() throws IOException {
        // Before the head 16 + 64 + 256 + (16 + 16 + 64) are kept; the second stage has gradients of its input besides.
        assertEquals(16 + 64 + 256 + 96 + 3 * 64, values(Recompute.NONE).most());
        // Its padded input and both convolutions stay, and of the first block the output alone.
        assertEquals(16 + 64 + 256 + 3 * 64, values(Recompute.ALL).most());
        assertEquals(16 + 64 + 256 + 3 * 64, values(Recompute.stages(1)).most());
        assertEquals(values(Recompute.NONE), values(Recompute.stages(3)));
        assertTrue(values(Recompute.ALL).isRecomputed());
        assertTrue(values(Recompute.stages(1)).isRecomputed());
        assertFalse(values(Recompute.NONE).isRecomputed());
        assertEquals(144, values(Recompute.NONE).largestWindow());
    }

    @Test
    void precisionBlocksAndStateAreCounted() throws IOException {
        TrainingMemory kept = memory(Precision.FLOAT32, Recompute.NONE, 0);
        assertEquals(88_200_000 + 7_450 + 4 * 10 + 7 * 144 + 10 * 24_000, kept.fixedBytes());
        assertEquals(Math.round(624 * 4 * 1.158), kept.bytesPerImage());
        TrainingMemory low = memory(Precision.BFLOAT16, Recompute.NONE, 0);
        assertEquals(kept.fixedBytes() + 1_680, low.fixedBytes());
        assertEquals(Math.round(624 * 2 * 1.19), low.bytesPerImage());
        assertEquals(low, memory(Precision.FLOAT16, Recompute.NONE, 0));
        assertEquals(kept, memory(Precision.AUTO, Recompute.NONE, 0));
        TrainingMemory again = memory(Precision.FLOAT32, Recompute.ALL, 0);
        assertEquals(kept.fixedBytes(), again.fixedBytes());
        assertEquals(Math.round(values(Recompute.ALL).most() * 4 * 1.095), again.bytesPerImage());
        assertTrue(again.bytesPerImage() < kept.bytesPerImage());
        assertEquals(
                Math.round(values(Recompute.ALL).most() * 2 * 0.91),
                memory(Precision.BFLOAT16, Recompute.ALL, 0).bytesPerImage());
        assertEquals(
                kept.fixedBytes() + 4000,
                memory(Precision.FLOAT32, Recompute.NONE, 4000).fixedBytes());
    }

    @Test
    void stateOfTheDeclaredOptimizerIsInTheTable() throws IOException {
        assertEquals(20_040 - 16 * 1000 - 4 * 10, TrainingMemory.declaredState(table(TABLE)));
        assertEquals(0, TrainingMemory.declaredState(table("{}")));
    }

    @Test
    void largestBatchFits() {
        TrainingMemory memory = new TrainingMemory(1000, 30);
        assertEquals(1000 + 5 * 30, memory.bytes(5));
        assertEquals(5, memory.largestBatch(1150));
        assertEquals(4, memory.largestBatch(1149));
        assertEquals(0, memory.largestBatch(1029));
        assertEquals(0, memory.largestBatch(1));
    }

    /** Somebody's own network may have such a table. */
    @Test
    void valuesWithoutChannelsAreCounted() throws IOException {
        LayerTable scalar = table("""
                {
                  "input": [],
                  "parameters": {"trainable": 1, "nonTrainable": 0},
                  "layers": [{"name": "stage1/block1/conv1", "kind": "conv2d", "output": [], "parameters": 1}]
                }
                """);
        for (Recompute which : List.of(Recompute.NONE, Recompute.CHEAP, Recompute.ALL)) {
            assertTrue(TrainingMemory.of(scalar, Precision.FLOAT32, which, 0).isPresent());
        }
    }

    @Test
    void tableWithoutLayersGivesNone() throws IOException {
        assertEquals(Optional.empty(), TrainingMemory.of(table("{}"), Precision.FLOAT32, Recompute.NONE, 0));
    }

    private static KeptValues values(Recompute recompute) throws IOException {
        return KeptValues.of(table(TABLE), recompute);
    }

    private static TrainingMemory memory(Precision precision, Recompute recompute, long state) throws IOException {
        return TrainingMemory.of(table(TABLE), precision, recompute, state).orElseThrow();
    }

    private static LayerTable table(String json) throws IOException {
        return LayerTable.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
