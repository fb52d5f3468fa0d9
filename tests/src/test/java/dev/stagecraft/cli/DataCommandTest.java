package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code data} shows of a folder with all that can be wrong with it. */
class DataCommandTest extends InThisProcess {
    private static final String SMALL = "dev.stagecraft.tests.SmallNet$Paper";

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void pictures() throws IOException {
        root = folder.resolve("pets");
        // Two equal images of each class are black and white in halves, so that the mean is 0.5 and the deviation 0.5.
        for (String part : new String[] {"train", "test"}) {
            for (String name : new String[] {"cat", "dog"}) {
                Path of = Files.createDirectories(root.resolve(part).resolve(name));
                write(of.resolve("a.png"), 4, part.equals("train") ? name.length() : 1, name);
            }
        }
        Files.writeString(root.resolve("train/cat/broken.jpg"), "no picture");
        Files.copy(root.resolve("train/dog/a.png"), root.resolve("test/dog/copy.png"));
    }

    private static void write(Path file, int side, int blue, String name) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < side; x++) {
            for (int y = 0; y < side; y++) {
                boolean white = (y < side / 2) == name.equals("cat");
                image.setRGB(x, y, white ? 0xFFFF00 : blue);
            }
        }
        assertTrue(ImageIO.write(image, "png", file.toFile()));
    }

    @Test
    void jsonHasTheFieldsThatProgramsRead() throws IOException {
        assertEquals(0, run("data", "--data", "folder:" + root, "--format", "json"), err());
        JsonObject json = new Gson().fromJson(out(), JsonObject.class);
        assertEquals("[\"cat\",\"dog\"]", json.get("classes").toString());
        assertEquals(
                "{\"train\":2,\"validation\":0,\"test\":3}", json.get("parts").toString());
        assertEquals(
                "{\"train\":[1,1],\"validation\":[],\"test\":[1,2]}",
                json.get("images").toString());
        assertEquals(0.5, json.getAsJsonArray("mean").get(0).getAsDouble());
        assertEquals(0.5, json.getAsJsonArray("deviation").get(1).getAsDouble());
        assertEquals(3, json.getAsJsonArray("mean").size());
        assertEquals("{\"PNG\":5}", json.get("formats").toString());
        JsonObject bad = json.getAsJsonArray("bad").get(0).getAsJsonObject();
        assertEquals("train/cat/broken.jpg", bad.get("file").getAsString());
        assertTrue(bad.get("reason").getAsString().startsWith("is not a picture"), bad.toString());
        assertEquals(1, json.getAsJsonArray("copies").size(), out());
    }

    @Test
    void textNamesWhatIsWrongAndCanBePasted() {
        assertEquals(0, run("data", "--data", "folder:" + root), err());
        assertTrue(out().contains("pets: 2 classes, 2 training images, 3 test images"), out());
        assertTrue(out().contains("@Input(mean = {0.5000, 0.5000, 0.0"), out());
        assertTrue(out().contains("train/cat/broken.jpg is not a picture"), out());
        assertTrue(out().contains("train/dog/a.png (training), test/dog/copy.png (test)"), out());
    }

    @Test
    void sheetShowsWhatTheNetworkSees() throws IOException {
        Path sheet = folder.resolve("sheet.png");
        assertEquals(0, run("data", "--data", "folder:" + root, "--sheet", sheet.toString()), err());
        BufferedImage drawn = ImageIO.read(sheet.toFile());
        assertEquals(2 * 98 + 2, drawn.getHeight());
        assertEquals(8 * 98 + 2, drawn.getWidth());
        assertEquals(0xFFFFFF, drawn.getRGB(0, 0) & 0xFFFFFF);
        assertEquals(0xFFFF00, drawn.getRGB(2, 2) & 0xFFFFFF);
        assertEquals(3, drawn.getRGB(2, 2 + 98) & 0xFFFFFF);
        assertEquals(0, run("data", "--data", "shapes", "--model", SMALL, "--sheet", sheet.toString()), err());
        assertTrue(ImageIO.read(sheet.toFile()).getHeight() > 10, out());
        assertEquals(
                2,
                run(
                        "data",
                        "--data",
                        "folder:" + root,
                        "--sheet",
                        folder.resolve("none/sheet.png").toString()));
        assertTrue(err().contains("cannot be written"), err());
    }

    @Test
    void otherNumberOfClassesIsANotice() {
        assertEquals(0, run("data", "--data", "folder:" + root, "--model", SMALL), err());
        assertTrue(err().contains("pets has 2; declare @Head(classes = 2) to train on it"), err());
    }

    @Test
    void wrongUseIsASentence() {
        assertEquals(2, run("data"));
        assertEquals(2, run("data", "--data", "folder:" + root, "--max-pixels", "0"));
        assertTrue(err().contains("--max-pixels is 0; it must be at least 1"), err());
    }
}
