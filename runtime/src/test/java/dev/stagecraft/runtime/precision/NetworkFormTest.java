package dev.stagecraft.runtime.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.network.LayerTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is a form of network, and what is none. */
class NetworkFormTest {
    private static final String BASIC = "conv2d batchNorm relu conv2d batchNorm add relu";

    private final List<LayerTable.Layer> layers = new ArrayList<>();

    private void add(String name, String kind, int channels, long parameters) {
        layers.add(new LayerTable.Layer(name, kind, List.of(8, 8, channels), parameters, 0, 0));
    }

    private void stem() {
        add("stem/conv", "conv2d", 16, 9 * 16);
        add("stem/norm", "batchNorm", 16, 32);
        add("stem/relu", "relu", 16, 0);
    }

    /** @param perFilter weights of each filter of the second convolution */
    private void block(String place, int before, int channels, int perFilter, String activation) {
        add(place + "/conv1", "conv2d", channels, 9L * before * channels);
        add(place + "/norm1", "batchNorm", channels, 2L * channels);
        add(place + "/relu1", activation, channels, 0);
        add(place + "/conv2", "conv2d", channels, (long) perFilter * channels);
        add(place + "/norm2", "batchNorm", channels, 2L * channels);
        if (before != channels) {
            add(place + "/shortcut/conv", "conv2d", channels, (long) before * channels);
        }
        add(place + "/sum", "add", channels, 0);
        add(place + "/relu", activation, channels, 0);
    }

    private void head() {
        add("head/pool", "globalAveragePool", 32, 0);
        add("head/dense", "dense", 10, 330);
    }

    private Optional<NetworkForm> form() {
        return NetworkForm.of(new LayerTable(
                "test.Net",
                "NONE",
                List.of(),
                List.of(8, 8, 1),
                10,
                new LayerTable.Parameters(0, 0),
                0,
                Optional.empty(),
                layers));
    }

    @Test
    void blocksWithAndWithoutAShortcutOfTheirOwnAreOfOneForm() {
        stem();
        block("stage1/block1", 16, 16, 9 * 16, "relu");
        block("stage2/block1", 16, 32, 9 * 32, "relu");
        // A bias belongs to each filter.
        block("stage2/block2", 32, 32, 9 * 32 + 1, "relu");
        block("stage3/block1", 32, 32, 9 * 32, "relu");
        add("stage3/block1/shortcut/subsample", "subsample", 32, 0);
        add("stage3/block1/shortcut/pad", "padChannels", 32, 0);
        head();
        assertEquals(Optional.of(new NetworkForm(BASIC, 4)), form());
        assertEquals(Optional.of(MeasuredForm.BASIC), MeasuredForm.of(BASIC));
    }

    @Test
    void convolutionsInGroupsAreToldApart() {
        stem();
        block("stage1/block1", 16, 16, 9 * 16 / 4, "relu");
        head();
        assertEquals(
                Optional.of(new NetworkForm("conv2d batchNorm relu grouped conv2d batchNorm add relu", 1)), form());
    }

    @Test
    void severalFormsOfBlocksAreNone() {
        stem();
        block("stage1/block1", 16, 16, 9 * 16, "relu");
        block("stage1/block2", 16, 16, 9 * 16, "silu");
        head();
        assertEquals(Optional.empty(), form());
    }

    @Test
    void otherOperationsInStemOrShortcutCount() {
        stem();
        add("stem/blur", "blur", 16, 0);
        block("stage1/block1", 16, 16, 9 * 16, "relu");
        assertEquals(Optional.empty(), form());
        layers.clear();
        stem();
        block("stage1/block1", 16, 16, 9 * 16, "relu");
        add("stage1/block1/shortcut/pool", "averagePool", 16, 0);
        assertEquals(Optional.of(new NetworkForm(BASIC + " shortcut/averagePool", 1)), form());
    }

    @Test
    void aTableWithoutBlocksHasNoForm() {
        stem();
        head();
        assertEquals(Optional.empty(), form());
    }
}
