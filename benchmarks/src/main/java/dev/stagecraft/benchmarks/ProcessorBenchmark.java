package dev.stagecraft.benchmarks;

import dev.stagecraft.processor.StagecraftProcessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the time that the processor, including the compilation of the generated code, adds to a warm {@code javac}
 * in memory. Exits with 1 if it adds at least 300 ms for one ResNet-152, or at least 10 ms for each further ResNet-18.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 4)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ProcessorBenchmark {
    private static final int FURTHER = 10;
    private static final double MOST_FOR_RESNET_152 = 300;
    private static final double MOST_FOR_EACH_FURTHER = 10;

    /** The networks to compile. */
    @Param({"RESNET_152", "ORDINARY_1", "ORDINARY_11"})
    public String networks;

    /** Whether the processor runs. */
    @Param({"false", "true"})
    public boolean processed;

    /** The daemon of a build keeps its class path open, and so does this benchmark. */
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    private final StandardJavaFileManager classPath = compiler.getStandardFileManager(null, Locale.ROOT, null);

    /** One compilation. */
    @Benchmark
    public int compile() {
        List<JavaFileObject> sources = new ArrayList<>();
        if (networks.equals("RESNET_152")) {
            sources.add(MemoryFiles.source("acme.Net", "@ResidualNetwork(preset = Preset.RESNET_152)\nclass Net {}\n"));
        } else {
            int count = networks.equals("ORDINARY_1") ? 1 : 1 + FURTHER;
            for (int i = 0; i < count; i++) {
                sources.add(MemoryFiles.source(
                        "acme.Net" + i, "@ResidualNetwork(preset = Preset.RESNET_18)\nclass Net" + i + " {}\n"));
            }
        }
        MemoryFiles files = new MemoryFiles(classPath);
        JavaCompiler.CompilationTask task =
                compiler.getTask(null, files, null, processed ? null : List.of("-proc:none"), null, sources);
        if (processed) {
            task.setProcessors(List.of(new StagecraftProcessor()));
        }
        if (!task.call()) {
            throw new IllegalStateException("it does not compile");
        }
        return files.written();
    }

    private static double time(Map<String, Double> times, String of) {
        return Objects.requireNonNull(times.get(of));
    }

    /** Runs all combinations and prints what the processor adds; takes no arguments. */
    public static void main(String[] args) throws RunnerException {
        Map<String, Double> times = new HashMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(ProcessorBenchmark.class.getName())
                        .build())
                .run()) {
            times.put(
                    result.getParams().getParam("networks") + result.getParams().getParam("processed"),
                    result.getPrimaryResult().getScore());
        }
        double deep = time(times, "RESNET_152true") - time(times, "RESNET_152false");
        double eleven = time(times, "ORDINARY_11true") - time(times, "ORDINARY_11false");
        double one = time(times, "ORDINARY_1true") - time(times, "ORDINARY_1false");
        double further = (eleven - one) / FURTHER;
        System.out.printf(
                Locale.ROOT,
                "the processor adds %.1f ms to one ResNet-152 (below %.0f), %.1f ms to one ResNet-18, %.1f ms for each"
                        + " further one (below %.0f)%n",
                deep,
                MOST_FOR_RESNET_152,
                one,
                further,
                MOST_FOR_EACH_FURTHER);
        if (deep >= MOST_FOR_RESNET_152 || further >= MOST_FOR_EACH_FURTHER) {
            System.exit(1);
        }
    }
}
