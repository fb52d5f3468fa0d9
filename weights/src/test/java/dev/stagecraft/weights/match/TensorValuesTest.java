package dev.stagecraft.weights.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.weights.file.SafetensorsFile;
import dev.stagecraft.weights.match.VariableLine.Load;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.NetworkLayers.Layer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values on their way from a file into a variable. */
class TensorValuesTest {
    private static final NetworkLayers GRAY =
            new NetworkLayers("com.acme.Net", List.of(), List.of(Layer.convolution("stem/conv", 1, 1, 2, false)));
    private static final NetworkLayers NORM =
            new NetworkLayers("com.acme.Net", List.of(), List.of(Layer.normalization("stem/norm", 2)));

    @TempDir
    private Path folder;

    @Test
    void threeColorsAreSummed() throws IOException {
        Path file = write(
                "\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3,1,1],\"data_offsets\":[0,24]}",
                1,
                2,
                4,
                10,
                20,
                40);
        assertArrayEquals(new float[] {7, 70}, read(file, GRAY, 0));
    }

    @Test
    void aKernelOfSeveralPixelsIsSummedPixelByPixel() throws IOException {
        NetworkLayers network =
                new NetworkLayers("com.acme.Net", List.of(), List.of(Layer.convolution("stem/conv", 2, 1, 1, false)));
        Path file = write(
                "\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[1,3,2,2],\"data_offsets\":[0,48]}",
                1,
                2,
                3,
                4,
                10,
                20,
                30,
                40,
                100,
                200,
                300,
                400);
        assertArrayEquals(new float[] {111, 222, 333, 444}, read(file, network, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 1, bn1.weight, 0",
        "Infinity, 1, bn1.weight, 0",
        "1, -Infinity, bn1.running_var, 3",
        "1, -1e-30, bn1.running_var, 3"
    })
    void whatNoWeightsHaveIsRefusedByName(float gamma, float variance, String tensor, int load) throws IOException {
        Path file = write(norm(), gamma, 1, 0, 0, 0, 0, variance, 1);
        UnusableValuesException refused = assertThrows(UnusableValuesException.class, () -> read(file, NORM, load));
        float value = load == 0 ? gamma : variance;
        assertEquals(
                "tensor " + tensor + " has the value " + value + " at index 0",
                refused.getMessage().substring(0, refused.getMessage().indexOf(" at index") + " at index 0".length()));
    }

    /** Of the others only the variance must not be negative. */
    @Test
    void negativeScalesAndZeroVariancesAreWeights() throws IOException {
        Path file = write(norm(), -1, -2, -3, -4, -5, -6, 0, 8);
        assertArrayEquals(new float[] {-1, -2}, read(file, NORM, 0));
        assertArrayEquals(new float[] {0, 8}, read(file, NORM, 3));
    }

    private static String norm() {
        return "\"bn1.weight\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"bn1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
                + "\"bn1.running_mean\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,24]},"
                + "\"bn1.running_var\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}";
    }

    private static float[] read(Path file, NetworkLayers network, int load) throws IOException {
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            List<Load> loads = WeightsMatch.of(network, open.entries()).loads();
            return TensorValues.read(open, loads.get(load));
        }
    }

    private Path write(String entries, float... values) throws IOException {
        byte[] header = ("{" + entries + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        bytes.writeBytes(header);
        bytes.writeBytes(data.array());
        return Files.write(folder.resolve("model.safetensors"), bytes.toByteArray());
    }
}
