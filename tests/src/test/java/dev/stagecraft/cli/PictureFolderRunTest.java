package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.data.EpochOrder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of pictures of several sizes to a run, its resumption and its evaluation. */
class PictureFolderRunTest extends InThisProcess {
    private static final String SMALL = "dev.stagecraft.tests.SmallNet$Paper";

    @TempDir
    private Path folder;

    private Path pictures(String name, int classes, int each) throws IOException {
        Path root = folder.resolve(name);
        for (int label = 0; label < classes; label++) {
            Path of = Files.createDirectories(root.resolve("class " + label));
            for (int i = 0; i < each; i++) {
                BufferedImage image = new BufferedImage(20 + i, 30 - i, BufferedImage.TYPE_INT_RGB);
                for (int x = 0; x < image.getWidth(); x++) {
                    image.setRGB(x, label, 0xFFFFFF - x);
                }
                ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
            }
        }
        return root;
    }

    private static String[] train(Path run, int epochs, String... more) {
        return train(SMALL, run.toString(), epochs, more);
    }

    @Test
    void folderIsTrainedOnResumedAndEvaluated() throws IOException {
        Path root = pictures("pets", 10, 5);
        Files.writeString(root.resolve("class 3/notes.txt"), "none");
        Path run = folder.resolve("run");
        Path relative = Path.of("").toAbsolutePath().relativize(root);
        assertEquals(0, run(train(run, 1, "--data", "folder:" + relative, "--split-seed", "5")), err());
        assertTrue(out().contains("on pets: 40 training images, 10 test images, each of its own size"), out());
        assertTrue(err().contains("split seed 5: 40 training images, 10 test images (0.2 of each class)"), err());
        assertTrue(
                err().contains("1 entry in " + relative + " was skipped: 1 not pictures (class 3/notes.txt)"), err());
        JsonObject facts = new Gson()
                .fromJson(Files.readString(run.resolve("checkpoint-5/manifest.json")), JsonObject.class)
                .getAsJsonObject("run");
        assertEquals("folder", facts.get("dataKind").getAsString());
        assertEquals(
                relative.toAbsolutePath().toString(), facts.get("dataPlace").getAsString());
        assertEquals(
                "seed 5, test share 0.2, validation share 0.0",
                facts.get("dataSplit").getAsString());

        assertEquals(0, run(train(run, 2, "--resume")), err());
        assertTrue(Files.exists(run.resolve("checkpoint-10")));
        out.reset();
        assertEquals(0, run("evaluate", "--checkpoint", run.toString(), "--device", "cpu"), err());
        assertTrue(out().contains("on pets: loss") && out().contains("over 10 images"), out());

        Files.delete(root.resolve("class 3/1.png"));
        assertEquals(Main.BAD_INPUT, run("evaluate", "--checkpoint", run.toString(), "--device", "cpu"));
        assertTrue(err().contains(" are not the ones that " + run + "/checkpoint-10 was saved with"), err());
    }

    @Test
    void otherNumberOfClassesSaysWhichToDeclare() throws IOException {
        Path root = pictures("pets", 3, 5);
        assertEquals(Main.BAD_INPUT, run(train(folder.resolve("run"), 1, "--data", "folder:" + root)));
        assertTrue(
                err().contains("has 10 classes, but pets has 3; declare @Head(classes = 3) or choose other data"),
                err());
    }

    @Test
    void badPictureEndsTheRunWithItsName() throws IOException {
        Path root = pictures("pets", 10, 5);
        for (int i = 0; i < 5; i++) {
            Files.writeString(root.resolve("class 7/" + i + ".png"), "text " + i);
        }
        assertEquals(Main.BAD_INPUT, run(train(folder.resolve("run"), 1, "--data", "folder:" + root)));
        assertTrue(err().contains(root.resolve("class 7") + "/"), err());
        assertTrue(err().contains(".png is not a picture: it begins with \"text "), err());
    }

    private static void cutOff(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 25));
    }

    @Test
    void badPicturesAreLeftOutOfTheRunItsResumptionAndItsEvaluation() throws IOException {
        Path root = pictures("pets", 10, 5);
        Path bad = root.resolve("class 3/2.png");
        byte[] right = Files.readAllBytes(bad);
        cutOff(bad);
        Path run = folder.resolve("run");
        String[] skip = {"--data", "folder:" + root, "--on-bad-image", "skip"};
        assertEquals(0, run(train(run, 1, skip)), err());
        assertTrue(out().contains("on pets: 39 training images, 10 test images, each of its own size"), out());
        assertTrue(err().contains("NOTICE: " + bad + " is damaged or cut off"), err());
        assertTrue(err().contains("; it is left out"), err());
        Path list = run.resolve("skipped-images.csv");
        assertTrue(
                Files.readString(list).startsWith("path,reason\r\nclass 3/2.png,is damaged"), Files.readString(list));

        Files.write(bad, right);
        assertEquals(0, run(train(run, 2, "--resume")), err());
        assertEquals(0, run(train(run, 3, "--resume", skip[0], skip[1], skip[2], skip[3])), err());
        out.reset();
        assertEquals(0, run("evaluate", "--checkpoint", run.toString(), "--device", "cpu"), err());
        assertTrue(out().contains("over 10 images"), out());

        Files.writeString(list, "path,reason\r\n");
        assertEquals(Main.BAD_INPUT, run("evaluate", "--checkpoint", run.toString(), "--device", "cpu"));
        assertTrue(err().contains("skipped-images.csv, was changed since the run wrote it; restore it"), err());
    }

    @Test
    void damageIsFoundWhenThePictureIsReadAndTheRunIsSaved() throws IOException {
        pictures("pets", 10, 5);
        StringBuilder table = new StringBuilder("path,class,part\n");
        for (int i = 0; i < 50; i++) {
            table.append(
                    String.format("pets/class %d/%d.png,%d,%s%n", i % 10, i / 10, i % 10, i < 40 ? "train" : "test"));
        }
        Path file = Files.writeString(folder.resolve("pets.csv"), table);
        int last = EpochOrder.shuffled(40, 1, 1)[39];
        Path bad = folder.resolve(String.format("pets/class %d/%d.png", last % 10, last / 10));
        cutOff(bad);
        assertEquals(Main.BAD_INPUT, run(train(folder.resolve("run"), 1, "--data", "csv:" + file)), err());
        assertTrue(err().contains(bad + " is damaged or cut off: it cannot be decoded as PNG"), err());
        assertTrue(err().contains("The last good checkpoint is " + folder.resolve("run/checkpoint-4")), err());
    }

    @Test
    void evaluationNamesAPictureThatCannotBeRead() throws IOException {
        Path root = pictures("pets", 10, 5);
        Path run = folder.resolve("run");
        assertEquals(0, run(train(run, 1, "--data", "folder:" + root)), err());
        Path other = pictures("others", 10, 5);
        for (int label = 0; label < 10; label++) {
            for (int i = 0; i < 5; i++) {
                cutOff(other.resolve("class " + label + "/" + i + ".png"));
            }
        }
        assertEquals(
                Main.BAD_INPUT,
                run("evaluate", "--checkpoint", run.toString(), "--device", "cpu", "--data", "folder:" + other));
        assertTrue(err().contains(other + "/class "), err());
        assertTrue(err().contains(".png is damaged or cut off"), err());
    }

    @Test
    void flagsOfPicturesAreChecked() throws IOException {
        Path root = pictures("pets", 10, 5);
        assertEquals(
                Main.BAD_INPUT,
                run(train(folder.resolve("run"), 1, "--data", "folder:" + root, "--on-bad-image", "drop")));
        assertTrue(err().contains("--on-bad-image is drop; it must be fail or skip"), err());
        assertEquals(
                Main.BAD_INPUT, run(train(folder.resolve("run"), 1, "--data", "folder:" + root, "--max-pixels", "0")));
        assertTrue(err().contains("--max-pixels is 0; it must be at least 1"), err());
        assertEquals(
                Main.BAD_INPUT,
                run(train(folder.resolve("run"), 1, "--data", "folder:" + root, "--max-pixels", "620")));
        assertTrue(err().contains("at most 620 are decoded (see --max-pixels)"), err());
    }

    @Test
    void tableIsTrainedOnByItsParts() throws IOException {
        pictures("pets", 10, 3);
        StringBuilder table = new StringBuilder("path,class,part\n");
        List<String> parts = List.of("train", "val", "test");
        for (int label = 0; label < 10; label++) {
            for (int i = 0; i < 3; i++) {
                table.append(String.format("pets/class %d/%d.png,%d,%s%n", label, i, label, parts.get(i)));
            }
        }
        Path file = Files.writeString(folder.resolve("pets.csv"), table);
        assertEquals(0, run(train(folder.resolve("run"), 1, "--data", "csv:" + file)), err());
        assertTrue(out().contains("on pets: 10 training images, 10 validation images, 10 test images"), out());
        assertTrue(out().contains(", val acc "), out());
        assertTrue(out().contains("after the last epoch: test loss"), out());
    }
}
