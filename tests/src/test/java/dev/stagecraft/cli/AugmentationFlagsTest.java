package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.stagecraft.dsl.Augmentation;
import dev.stagecraft.dsl.ColorJitter;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.OneCycle;
import dev.stagecraft.dsl.RandomResizedCrop;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.dsl.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network declares is done to images, and flags change it; checkpoints tell which it was. */
class AugmentationFlagsTest extends InThisProcess {
    private static final String NET = AugmentationFlagsTest.class.getName() + "$Declared";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | random-resized crop, area 0.5 to 1.0, aspect 0.9 to 1.1, horizontal flip, color jitter, brightness 0.2,"
                        + " contrast 0.0, saturation 0.0, hue 0.0",
                "--no-augmentation | ''",
                "--no-augmentation --rotate 5 | rotation by up to 5.0 degrees",
                "--no-flip --color-jitter 0 | random-resized crop, area 0.5 to 1.0, aspect 0.9 to 1.1",
                "--no-flip --color-jitter 0 --random-resized-crop 0.25 | random-resized crop, area 0.25 to 1.0, aspect 0.9 to"
                        + " 1.1",
                "--no-flip --color-jitter 0 --random-resized-crop 0 | ''",
                "--color-jitter 0.1,0.2 --shift 0.1 --rotate 3 | shift by up to 0.1 of each side, rotation by up to 3.0"
                        + " degrees, horizontal flip, color jitter, brightness 0.1, contrast 0.2, saturation 0.0, hue 0.0",
                "--pad-and-crop 0.125 --color-jitter 0 --flip | pad and crop by 0.125 of each side, horizontal flip"
            })
    void flagsChangeWhatIsDeclared(String flags, String expected) throws IOException {
        String[] given = flags.isEmpty() ? new String[0] : flags.split(" ", -1);
        assertEquals(Optional.of(expected).filter(text -> !text.isEmpty()), setting("augmentation", given));
    }

    @Test
    void resumedRunNeedsTheSame() throws IOException {
        assertTrue(
                setting("augmentation", "--no-augmentation", "--shift", "0.1").isPresent());
        assertEquals(2, run(command("--resume")));
        assertTrue(err().contains("augmentation was shift by up to 0.1 of each side and is now random"), err());
        assertEquals(0, run(command("--no-augmentation", "--shift", "0.1", "--resume")), err());
    }

    /** Data of a user's own says what is done to its images, until a flag says otherwise. */
    @Test
    void flagsCountForMoreThanTheData() throws IOException {
        String kind = "class:" + OwnDataTest.Noise.class.getName() + ":" + folder.resolve("20");
        assertEquals(Optional.of("horizontal flip"), settingOf(kind, "augmentation"));
        assertEquals(
                Optional.of("rotation by up to 9.0 degrees"),
                settingOf(kind, "augmentation", "--no-augmentation", "--rotate", "9"));
        assertFalse(settingOf(kind, "augmentation", "--no-augmentation").isPresent());
    }

    @Test
    void oneCycleIsDeclaredAndItsFlagsChangeIt() throws IOException {
        assertEquals(Optional.of("one cycle, rise 0.25, start divisor 25.0, end divisor 10000.0"), setting("schedule"));
        assertEquals(
                Optional.of("one cycle, rise 0.25, start divisor 10.0, end divisor 100.0"),
                setting("schedule", "--start-divisor", "10", "--end-divisor", "100"));
        assertEquals(
                Optional.of("one cycle, rise 0.3, start divisor 25.0, end divisor 10000.0"),
                setting("schedule", "--schedule", "one-cycle"));
        assertEquals(Optional.of("1"), setting("epochs", "--schedule", "ONE-CYCLE"));
    }

    private Optional<String> setting(String name, String... flags) throws IOException {
        return settingOf("shapes", name, flags);
    }

    private Optional<String> settingOf(String data, String name, String... flags) throws IOException {
        Path run = Files.createTempDirectory(folder, "run");
        assertEquals(0, run(command(run, data, flags)), err());
        JsonObject manifest =
                new Gson().fromJson(Files.readString(run.resolve("checkpoint-1/manifest.json")), JsonObject.class);
        return Optional.ofNullable(manifest.getAsJsonObject("run")
                        .getAsJsonObject("settings")
                        .get(name))
                .map(JsonElement::getAsString);
    }

    /** In the run's folder that the last one made. */
    private String[] command(String... flags) throws IOException {
        try (Stream<Path> runs = Files.list(folder)) {
            return command(runs.findFirst().orElseThrow(), "shapes", flags);
        }
    }

    private static String[] command(Path run, String data, String... flags) {
        return train(
                NET,
                run.toString(),
                1,
                Stream.concat(Stream.of("--data", data, "--limit-train", "8", "--limit-test", "4"), Stream.of(flags))
                        .toArray(String[]::new));
    }

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(
            oneCycle = @OneCycle(rise = 0.25),
            augmentation =
                    @Augmentation(
                            randomResizedCrop = @RandomResizedCrop(smallest = 0.5, narrowest = 0.9, widest = 1.1),
                            horizontalFlip = true,
                            colorJitter = @ColorJitter(brightness = 0.2)))
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface Declared {}
}
