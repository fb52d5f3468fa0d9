package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.processor.StagecraftProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * Measures a warm {@code javac} in memory, with the processor and the compilation of the generated code, and without.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 15, time = 4)
@Measurement(iterations = 20, time = 2)
@Fork(1)
public class ProcessorBenchmark {
    /** Networks of {@code ORDINARY_11} besides the one of {@code ORDINARY_1}. */
    static final int FURTHER = 10;

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

    /** Takes what is measured: {@code RESNET_152}, or {@code ORDINARY_1} and {@code ORDINARY_11}. */
    public static void main(String[] args) throws RunnerException {
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(ProcessorBenchmark.class.getName())
                        .param("networks", args)
                        .build())
                .run()) {
            String name = result.getParams().getParam("networks") + " "
                    + (Boolean.parseBoolean(result.getParams().getParam("processed")) ? "processed" : "plain");
            Figures.print(name.replace(' ', '-'), result.getPrimaryResult().getScore());
            Figures.print(
                    name.replace(' ', '-') + "-error", result.getPrimaryResult().getScoreError());
        }
    }
}
