package dev.stagecraft.runtime.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code auto} becomes, and why. */
class DecidedPrecisionTest {
    private static final String BASIC = MeasuredForm.BASIC.block();

    private static int mostBlocks(MeasuredForm form) {
        return form == MeasuredForm.BASIC ? 8 : 0;
    }

    private static Optional<String> whyNot(String block, int blocks) {
        return DecidedPrecision.whyNot(Optional.of(new NetworkForm(block, blocks)), DecidedPrecisionTest::mostBlocks);
    }

    @Test
    void aFormIsTrustedAsDeepAsItWasMeasured() {
        assertEquals(Optional.empty(), whyNot(BASIC, 8));
        assertEquals(
                Optional.of("the accuracy of bfloat16 was measured for at most 8 blocks of this form, and this network"
                        + " has 9"),
                whyNot(BASIC, 9));
    }

    @Test
    void otherFormsWereNotMeasured() {
        Optional<String> none = Optional.of("the accuracy of bfloat16 was not measured for this form of network");
        assertEquals(none, whyNot(MeasuredForm.BOTTLENECK.block(), 1));
        assertEquals(none, whyNot("conv2d relu add", 1));
        assertEquals(none, DecidedPrecision.whyNot(Optional.empty(), DecidedPrecisionTest::mostBlocks));
    }

    /** A network without a layer table, whatever the processor has. */
    @Test
    void withoutATableItIsFloat32() {
        DecidedPrecision decided =
                DecidedPrecision.of(Precision.AUTO, new TinyNetwork(4), Device.choose(Device.Preference.CPU));
        assertEquals(Precision.FLOAT32, decided.precision());
        assertTrue(
                decided.notice().orElseThrow().startsWith("precision auto: float32, because "),
                decided.notice().toString());
    }

    /** A run that began in float16 on a GPU does not go on without one. */
    @Test
    void whatARunBeganInIsKeptOrRefused() {
        Device cpu = Device.choose(Device.Preference.CPU);
        assertEquals(
                new DecidedPrecision(Precision.FLOAT32, Optional.of("precision auto: float32, as when the run began")),
                DecidedPrecision.saved(Precision.FLOAT32, cpu));
        assertThrows(BadInputException.class, () -> DecidedPrecision.saved(Precision.FLOAT16, cpu));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9.0 | ",
                "8.0 | ",
                "12.0 | ",
                "7.5 | this GPU has no bfloat16 (its compute capability is 7.5, and bfloat16 needs at least 8.0)",
                "9.0;7.5 | this GPU has no bfloat16 (its compute capability is 7.5, and bfloat16 needs at least 8.0)",
                "[N/A] | nvidia-smi does not tell the compute capability of this GPU",
                "9.0;none | nvidia-smi does not tell the compute capability of this GPU"
            })
    void aGpuTellsWhatItHas(String lines, String why) {
        assertEquals(
                Optional.ofNullable(why),
                GpuCapability.of(List.of(lines.split(";", -1))).whyNoBfloat16());
    }

    @Test
    void whereNobodyTellsItIsNotKnown() {
        assertEquals(Optional.empty(), GpuCapability.of(List.of()).lowest());
    }

    /** The table of the documents has the forms that were measured, and no others. */
    @Test
    void theDocumentsHaveTheSameForms() throws IOException {
        Map<String, Integer> documented = new TreeMap<>();
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "precision.md"));
        int first = lines.indexOf("| form of the blocks | blocks, at most | float32 | bfloat16 | trained |");
        assertTrue(first >= 0, "the table is missing");
        lines.stream().skip(first + 2).takeWhile(line -> line.startsWith("|")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            documented.put(cells[1].strip(), Integer.valueOf(cells[2].strip()));
        });
        Map<String, Integer> coded = new TreeMap<>();
        Arrays.stream(MeasuredForm.values())
                .filter(form -> form.mostBlocks() > 0)
                .forEach(form -> coded.put(form.title(), form.mostBlocks()));
        assertEquals(coded, documented);
    }
}
