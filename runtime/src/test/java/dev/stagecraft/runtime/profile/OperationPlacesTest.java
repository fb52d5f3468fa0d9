package dev.stagecraft.runtime.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.network.LayerTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as TensorFlow recorded them in steps of real networks, and where they belong. */
class OperationPlacesTest {
    private static final OperationPlaces PLACES = OperationPlaces.of(Stream.of(
                    "stem/conv",
                    "stem/norm",
                    "stem/pool",
                    "stage1/block1/conv1",
                    "stage1/block1/conv10",
                    "stage1/block1/norm1",
                    "stage1/block1/shortcut/conv",
                    "head/pool",
                    "head/dense")
            .map(name -> new LayerTable.Layer(name, "conv2d", List.of(), 0, 0, 0))
            .toList());

    @ParameterizedTest
    @CsvSource({
        "stage1/block1/conv1, FORWARD, stage1/block1/conv1",
        "stage1/block1/conv10, FORWARD, stage1/block1/conv10",
        "stage1/block1/conv1_pad, FORWARD, stage1/block1/conv1",
        "stage1/block1/conv1_pad_sides, FORWARD, stage1/block1/conv1",
        "stage1/block1/conv1/kernel/read, FORWARD, stage1/block1/conv1",
        "bfloat16/stage1.block1.conv1, FORWARD, stage1/block1/conv1",
        "bfloat16/stage1.block1.conv1.kernel.read.lowered, FORWARD, stage1/block1/conv1",
        "gradients/stage1.block1.conv1.filter, BACKWARD, stage1/block1/conv1",
        "gradients/stage1.block1.conv1_pad.input, BACKWARD, stage1/block1/conv1",
        "gradients/bfloat16.stage1.block1.shortcut.conv.filter_pixels, BACKWARD, stage1/block1/shortcut/conv",
        "recomputed/bfloat16.stage1.block1.conv1, BACKWARD, stage1/block1/conv1",
        "recomputed/stage1.block1.norm1.late, BACKWARD, stage1/block1/norm1",
        "gradients/recomputed.stage1.block1.conv1.filter, BACKWARD, stage1/block1/conv1",
        "gradients/fused.stage1.block1.norm1.norm, BACKWARD, stage1/block1/norm1",
        "gradients/stem.pool.total, BACKWARD, stem/pool",
        "gradients/head.pool.kept_shape, BACKWARD, head/pool",
        "update/stage1.block1.conv1.kernel, UPDATE, stage1/block1/conv1",
        "update/statistics.stem.norm.moving_mean, UPDATE, stem/norm",
        "update_guard/stage1.block1.conv1.kernel.each, UPDATE, stage1/block1/conv1",
        "optimizer/momentum/stage1/block1/conv1/kernel, UPDATE, stage1/block1/conv1",
        "head/dense_bias, FORWARD, head/dense",
        "stage1/block1/scale, FORWARD, stage1/block1",
        "stage1/block1/shortcut/blur, FORWARD, stage1/block1/shortcut",
        "training/losses, FORWARD, loss",
        "gradients/training.loss.input, BACKWARD, loss",
        "input/pixels, FORWARD, input",
        "ConstantFolding/input/pixels_recip, FORWARD, input",
        "ArithmeticOptimizer/stage1/block1/conv1, FORWARD, stage1/block1/conv1",
        "train_step, UPDATE, other",
        "update/rate.0.5, UPDATE, other",
        "_SOURCE, FORWARD, other"
    })
    void everyNameHasItsPartAndItsRow(String name, StepPart part, String layer) {
        assertEquals(new OperationPlace(part, layer), PLACES.of(name));
    }
}
