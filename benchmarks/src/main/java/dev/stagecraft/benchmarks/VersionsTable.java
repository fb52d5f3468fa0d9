package dev.stagecraft.benchmarks;

import com.google.gson.GsonBuilder;
import dev.stagecraft.benchmarks.harness.Medians;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Compares this checkout with another one. Each row runs in two processes that take turns, first ours and then the
 * other one, round after round. So a change in the speed of the machine affects both.
 */
@Command(
        name = "versions",
        description = "Compares this checkout with another one, such as an older commit. Build both with ./stagecraft"
                + " --version first, and leave the machine alone.",
        mixinStandardHelpOptions = true)
final class VersionsTable implements Callable<Integer> {
    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Option(names = "--against", required = true, paramLabel = "DIR", description = "The other checkout.")
    private Path against;

    @Option(names = "--rows", split = ",", paramLabel = "ROW", description = "Only these rows.")
    private @Nullable List<String> rows;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Processes of each side for each row (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results to this file, too.")
    private @Nullable Path json;

    private record Result(String row, double ours, double theirs, double ratio, List<Double> ratios) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        String ours = classPath(Path.of("").toAbsolutePath());
        String theirs = classPath(against);
        List<Result> results = new ArrayList<>();
        System.out.println("| row | ours, ms | other, ms | ratio | ratios, sorted |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (Row row : ChosenRows.of(Row.OF_VERSIONS, Row::name, rows, spec.commandLine())) {
            double[] a = new double[rounds];
            double[] b = new double[rounds];
            double[] ratios = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                a[i] = measured(ours, row);
                b[i] = measured(theirs, row);
                ratios[i] = a[i] / b[i];
            }
            List<Double> sorted =
                    java.util.Arrays.stream(ratios).sorted().boxed().toList();
            Result result = new Result(row.name(), Medians.of(a), Medians.of(b), Medians.of(ratios), sorted);
            results.add(result);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.3f | %s |%n",
                    result.row(),
                    result.ours(),
                    result.theirs(),
                    result.ratio(),
                    String.join(
                            " ",
                            sorted.stream()
                                    .map(one -> String.format(Locale.ROOT, "%.3f", one))
                                    .toList()));
        }
        if (json != null) {
            Files.writeString(
                    json, new GsonBuilder().setPrettyPrinting().create().toJson(Map.of("rows", results)) + "\n");
        }
        return 0;
    }

    private String classPath(Path checkout) throws IOException {
        Path libraries = checkout.resolve("samples/target/launcher/classpath");
        if (!Files.isReadable(libraries)) {
            throw new ParameterException(
                    spec.commandLine(),
                    checkout + " is not a built checkout: " + libraries + " cannot be read; run ./stagecraft --version"
                            + " in it first");
        }
        return checkout.resolve("samples/target/classes")
                + File.pathSeparator
                + Files.readString(libraries).strip()
                + File.pathSeparator
                + Path.of("benchmarks/target/classes").toAbsolutePath();
    }

    private static double measured(String classPath, Row row) throws IOException, InterruptedException {
        return Double.parseDouble(JavaProcess.printed(classPath, Probe.class, row.name()));
    }
}
