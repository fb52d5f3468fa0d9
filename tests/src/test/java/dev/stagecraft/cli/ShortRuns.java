package dev.stagecraft.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Tests of runs of two steps an epoch, and of what their checkpoints have kept. */
abstract class ShortRuns extends InThisProcess {
    private static final String MODEL = "dev.stagecraft.tests.SmallNet.Paper";

    /** Each run has a folder in it. */
    @TempDir
    Path folder;

    final String[] command(String run, int epochs, String... more) {
        return command(MODEL, run, epochs, more);
    }

    final String[] command(String model, String run, int epochs, String... more) {
        Stream<String> data = Stream.of("--data", "shapes", "--limit-train", "16", "--limit-test", "8");
        return train(
                model,
                folder.resolve(run).toString(),
                epochs,
                Stream.concat(data, Stream.of(more)).toArray(String[]::new));
    }

    final String hash(String run, int step) throws IOException {
        return manifest(run, step).get("weightsSha256").getAsString();
    }

    final JsonObject settings(String run, int step) throws IOException {
        return manifest(run, step).getAsJsonObject("run").getAsJsonObject("settings");
    }

    final JsonObject manifest(String run, int step) throws IOException {
        Path file = folder.resolve(run).resolve("checkpoint-" + step).resolve("manifest.json");
        return new Gson().fromJson(Files.readString(file), JsonObject.class);
    }
}
