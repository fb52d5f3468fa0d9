package dev.stagecraft.benchmarks;

import com.google.gson.GsonBuilder;
import dev.stagecraft.benchmarks.harness.Medians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares a training step in float32, in bfloat16, on a GPU in float16, and with TensorFlow's own pass for mixed precision.
 * Each form runs in a process of its own; they take turns, round after round.
 */
@Command(
        name = "precision",
        description = "Compares training steps in float32, in bfloat16, on a GPU in float16, and with the pass for"
                + " mixed precision that comes with TensorFlow. Run nothing else on the machine meanwhile.",
        mixinStandardHelpOptions = true)
final class PrecisionTable implements Callable<Integer> {
    private static final int GPU_WARM_UP = 8;
    private static final int GPU_RUNS = 20;
    private static final String SAMPLES = "dev.stagecraft.samples.";

    private static final List<Training> ROWS = List.of(
            new Training("resnet18-96", "FashionResNet18Network", 128, 2, 6),
            new Training("resnet50-224", "zoo.ResNet50Network", 16, 2, 5),
            new Training("cifar20", "zoo.CifarResNet20Network", 128, 4, 20));

    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Option(names = "--rows", split = ",", paramLabel = "ROW", description = "Measure only these rows.")
    private @Nullable List<String> rows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "Processes of each form for each row (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "cpu|gpu",
            description = "cpu or gpu (default: cpu).")
    private String device;

    @Option(names = "--batch", paramLabel = "N", description = "Images per step (default: as each row has it).")
    private @Nullable Integer batch;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to this file, too.")
    private @Nullable Path json;

    /** A network that is trained: images of a step, runs that are not counted, and runs of a process. */
    private record Training(String row, String network, int batch, int warmUp, int runs) {}

    private record Step(double millis, double peak) {}

    private record Result(
            String row, String form, double imagesPerSecond, double ratio, double spread, double peakMb) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        System.out.println("| row | form | images/s | ratio to float32 | spread | peak, MiB |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (Training training : ChosenRows.of(ROWS, Training::row, rows, spec.commandLine())) {
            Map<PrecisionProbe.Form, List<Step>> steps = new EnumMap<>(PrecisionProbe.Form.class);
            for (int round = 0; round < rounds; round++) {
                for (PrecisionProbe.Form form : PrecisionProbe.Form.values()) {
                    if (isGpu() || form.isForCpu()) {
                        steps.computeIfAbsent(form, key -> new ArrayList<>()).add(measured(training, form));
                    }
                }
            }
            steps.forEach((form, own) ->
                    results.add(result(training, form, own, steps.getOrDefault(PrecisionProbe.Form.FLOAT32, own))));
        }
        if (json != null) {
            Files.writeString(
                    json, new GsonBuilder().setPrettyPrinting().create().toJson(Map.of("rows", results)) + "\n");
        }
        return 0;
    }

    private Result result(Training training, PrecisionProbe.Form form, List<Step> own, List<Step> float32) {
        double[] ratios = IntStream.range(0, own.size())
                .mapToDouble(i -> float32.get(i).millis() / own.get(i).millis())
                .toArray();
        double[] millis = own.stream().mapToDouble(Step::millis).toArray();
        DoubleSummaryStatistics spread = Arrays.stream(ratios).summaryStatistics();
        Result result = new Result(
                training.row(),
                form.name().toLowerCase(Locale.ROOT),
                images(training) * 1000.0 / Medians.of(millis),
                Medians.of(ratios),
                spread.getMax() - spread.getMin(),
                own.stream().mapToDouble(Step::peak).max().orElseThrow());
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.3f | %.3f | %.0f |%n",
                result.row(),
                result.form(),
                result.imagesPerSecond(),
                result.ratio(),
                result.spread(),
                result.peakMb());
        return result;
    }

    private int images(Training training) {
        return batch == null ? training.batch() : batch;
    }

    private boolean isGpu() {
        return device.equals("gpu");
    }

    private Step measured(Training training, PrecisionProbe.Form form) throws IOException, InterruptedException {
        boolean gpu = isGpu();
        String[] numbers = JavaProcess.printed(
                        System.getProperty("java.class.path"),
                        PrecisionProbe.class,
                        SAMPLES + training.network(),
                        String.valueOf(images(training)),
                        // A GPU's libraries choose their algorithms in the first steps.
                        String.valueOf(Math.max(training.warmUp(), gpu ? GPU_WARM_UP : 0)),
                        String.valueOf(Math.max(training.runs(), gpu ? GPU_RUNS : 0)),
                        form.name(),
                        device)
                .split(" ", -1);
        return new Step(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }
}
