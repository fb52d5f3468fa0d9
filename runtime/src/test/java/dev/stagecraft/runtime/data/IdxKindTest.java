package dev.stagecraft.runtime.data;

import static dev.stagecraft.runtime.data.IdxFiles.gzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MNIST's four files, of digits and of a user's own classes. */
class IdxKindTest {
    @TempDir
    private Path folder;

    @Test
    void digitsAreTheClassesOfMnist() throws IOException {
        DataSet set = open("mnist:" + IdxFiles.writeSet(folder, 20, 10));
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), set.classNames());
        assertTrue(set.name().startsWith("IDX images "), set.name());
        Files.write(folder.resolve(IdxFolder.TRAIN_LABELS), gzip(labels(20, 10)));
        assertRefused("mnist:" + folder, "label 0 is 10; it must be 0 to 9");
    }

    @Test
    void ownClassesAreAsManyAsTheLabelsSay() throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        Files.write(folder.resolve(IdxFolder.TRAIN_LABELS), labels(20, 3));
        Files.write(folder.resolve(IdxFolder.TEST_LABELS), labels(10, 199));
        DataSet set = open("idx:" + folder);
        assertEquals(200, set.classes());
        assertEquals(List.of(), set.classNames());
        assertEquals(199, set.test().label(4));
    }

    @Test
    void ownClassesAreCalledAsTheirFileSays() throws IOException {
        IdxFiles.writeSet(folder, 20, 10);
        Files.write(folder.resolve(IdxFolder.TRAIN_LABELS), labels(20, 1));
        Files.write(folder.resolve(IdxFolder.TEST_LABELS), labels(10, 0));
        Files.writeString(folder.resolve("classes.txt"), "Käse\r\nWurst\r\nBrot\r\n");
        DataSet set = open("idx:" + folder);
        assertEquals(List.of("Käse", "Wurst", "Brot"), set.classNames());
        Files.write(folder.resolve(IdxFolder.TEST_LABELS), labels(10, 3));
        assertRefused("idx:" + folder, "label 0 is 3; it must be 0 to 2");
        Files.writeString(folder.resolve("classes.txt"), "\n\n");
        assertRefused("idx:" + folder, "classes.txt has no names");
    }

    @Test
    void placeIsNeeded() {
        assertRefused("mnist", "the data mnist needs a folder; write mnist:FOLDER");
        assertRefused("idx", "the data idx needs a folder; write idx:FOLDER");
        assertRefused("idx:" + folder.resolve("nowhere"), "nowhere is missing");
        assertRefused("idx:" + folder, "train-images-idx3-ubyte.gz is missing");
    }

    private static byte[] labels(int count, int label) throws IOException {
        byte[] file = IdxFiles.labels(0x801, count, count);
        for (int i = 8; i < file.length; i++) {
            file[i] = (byte) label;
        }
        return file;
    }

    private static DataSet open(String data) {
        return new DataSets(Map.of()).open(data, 1, new SilentTransfer());
    }

    private static void assertRefused(String data, String says) {
        BadInputException error = assertThrows(BadInputException.class, () -> open(data));
        assertTrue(error.getMessage().contains(says), error.getMessage());
    }
}
