package dev.stagecraft.tests.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/**
 * The processor accepts exactly what TensorFlow can build and train: for random declarations, right and wrong, its verdict
 * is compared with their fate, and the number of parameters where there is one.
 *
 * <p>{@code -Dstagecraft.verdicts=N} draws more, {@code -Dstagecraft.verdictSeed=N} others; a failure prints the
 * declaration.
 */
class VerdictTest {
    private static final int COUNT = Integer.getInteger("stagecraft.verdicts", 300);
    private static final long SEED = Long.getLong("stagecraft.verdictSeed", 1);
    private static final int AT_ONCE = 100;

    @Test
    void processorAndTensorFlowAgree() throws IOException {
        assumeTrue(
                "0".equals(System.getenv("TF_ENABLE_ONEDNN_OPTS")),
                "TF_ENABLE_ONEDNN_OPTS is not 0: TensorFlow's own gradient of a strided 1×1 kernel ends the JVM with oneDNN");
        List<String> disagreements = new ArrayList<>();
        int right = 0;
        for (int first = 0; first < COUNT; first += AT_ONCE) {
            List<Integer> numbers = IntStream.range(first, Math.min(first + AT_ONCE, COUNT))
                    .boxed()
                    .toList();
            Compilation compilation = compile(numbers);
            Compilation accepted = compile(numbers.stream()
                    .filter(number -> errors(compilation, number).isEmpty())
                    .toList());
            for (int number : numbers) {
                RawDeclaration raw = RawDraw.draw(SEED, number);
                Fate fate = Fate.of(raw);
                right += fate.works() ? 1 : 0;
                disagreement(errors(compilation, number), accepted, number, fate)
                        .ifPresent(text -> disagreements.add(text + "\n" + raw.source(number)));
            }
        }
        assertEquals(List.of(), disagreements, () -> String.join("\n\n", disagreements));
        // Both sorts were drawn, or the agreement says nothing.
        assertTrue(right > COUNT / 5 && right < COUNT * 4 / 5, right + " of " + COUNT + " work");
    }

    private static Compilation compile(List<Integer> numbers) {
        return Compiler.javac()
                .withProcessors(new StagecraftProcessor())
                .withOptions("-proc:only", "-Xmaxerrs", "100000")
                .compile(numbers.stream()
                        .map(number -> JavaFileObjects.forSourceString(
                                "random.Net" + number,
                                RawDraw.draw(SEED, number).source(number)))
                        .toArray(JavaFileObject[]::new));
    }

    private static List<String> errors(Compilation compilation, int number) {
        return compilation.errors().stream()
                .filter(error ->
                        error.getSource() != null && error.getSource().getName().endsWith("/Net" + number + ".java"))
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
    }

    private static Optional<String> disagreement(List<String> errors, Compilation accepted, int number, Fate fate)
            throws IOException {
        if (!errors.stream().allMatch(text -> text.startsWith("[SC-") && !text.startsWith("[SC-INTERNAL]"))) {
            return Optional.of("Net" + number + ": not one of ours: " + errors);
        }
        if (errors.isEmpty() != fate.works()) {
            return Optional.of("Net" + number + ": the processor says " + errors + ", TensorFlow "
                    + (fate.works() ? "builds and trains it" : fate.refusal()));
        }
        if (!fate.works()) {
            return Optional.empty();
        }
        String table = accepted.generatedFile(
                        StandardLocation.CLASS_OUTPUT, "random/Net" + number + "Network.layers.json")
                .orElseThrow()
                .getCharContent(false)
                .toString();
        long planned = new Gson()
                .fromJson(table, JsonObject.class)
                .getAsJsonObject("parameters")
                .get("trainable")
                .getAsLong();
        return planned == fate.weights()
                ? Optional.empty()
                : Optional.of("Net" + number + ": planned are " + planned + " parameters, built " + fate.weights());
    }
}
