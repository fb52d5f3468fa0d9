package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs among the samples run, in a process of their own as a user starts them. */
class SamplesTest {
    @TempDir
    private Path folder;

    @Test
    void runOfOwnPartsTrainsSavesAndGoesOn() throws Exception {
        List<String> first = run("dev.stagecraft.samples.TrainWithOwnParts");
        assertEquals(20, first.stream().filter(line -> line.matches("#+")).count(), first.toString());
        assertTrue(
                first.stream().anyMatch(line -> line.matches("epoch 2: \\{topTwoAccuracy=[01]\\.\\d+\\}")),
                first.toString());
        String last = first.get(first.size() - 1);
        assertTrue(last.matches("step 20 \\(after epoch 2\\), weights [0-9a-f]{64}"), last);
        List<String> again = run("dev.stagecraft.samples.TrainWithOwnParts");
        assertEquals(
                List.of(last),
                again.stream().filter(line -> line.startsWith("step")).toList());
        assertTrue(again.stream().noneMatch(line -> line.matches("#+")), "there was nothing left to do: " + again);
    }

    /** The program that the README shows: a dozen lines from a folder of pictures to weights. */
    @Test
    void folderOfPicturesIsTrainedOnInADozenLines() throws Exception {
        Path pictures = folder.resolve("pictures");
        for (int label = 0; label < 10; label++) {
            Path of = Files.createDirectories(pictures.resolve("kind " + label));
            for (int i = 0; i < 5; i++) {
                BufferedImage image = new BufferedImage(30 + i, 40 - i, BufferedImage.TYPE_INT_RGB);
                image.setRGB(i, label, 0xFF8800);
                ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
            }
        }
        List<String> lines = run("dev.stagecraft.samples.TrainInCode", pictures.toString());
        assertTrue(
                lines.contains("dev.stagecraft.samples.QuickstartResNet18 on pictures: 40 training images, 10 test"
                        + " images, each of its own size"),
                lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("epoch 2, loss ")), lines.toString());
        String last = lines.get(lines.size() - 1);
        assertTrue(last.matches("best weights: " + folder.resolve("run") + "/checkpoint-[12]"), last);
        assertEquals(2, Files.readAllLines(folder.resolve("run/metrics.jsonl")).size());
    }

    /** What the README shows is compiled and run. */
    @Test
    void readmeShowsThePrograms() throws Exception {
        String training = excerpt("TrainInCode", "        Network network", "    }\n}");
        assertTrue(training.lines().count() <= 12, training);
        String data = excerpt("TrainWithOwnParts", "    private record Stripes", "\n    /** The share of images");
        assertTrue(data.lines().count() <= 25, data);
        String readme = Files.readString(Path.of("../README.md"));
        for (String shown : List.of(training, data.replace("private record", "record"))) {
            assertTrue(readme.contains("```java\n" + shown + "```"), "the README shows another program than\n" + shown);
        }
    }

    private static String excerpt(String sample, String from, String to) throws IOException {
        String program = Files.readString(Path.of("../samples/src/main/java/dev/stagecraft/samples", sample + ".java"));
        int start = program.indexOf(from);
        return program.substring(start, program.indexOf(to, start))
                        .stripTrailing()
                        .stripIndent() + "\n";
    }

    private List<String> run(String sample, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                sample));
        command.addAll(List.of(more));
        command.add(folder.resolve("run").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }
}
