package dev.stagecraft.runtime.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of pictures as people have them, and what else lies in them. */
class PictureFolderTest {
    @TempDir
    private Path root;

    private PictureList list() {
        return list(root);
    }

    /** Files that begin with an x are pictures, whatever they are called. */
    private static PictureList list(Path folder) {
        return PictureFolder.list(folder, file -> {
            try {
                return Files.readString(file).startsWith("x");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void write(String... paths) throws IOException {
        for (String path : paths) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path.endsWith("_") ? "x" : "other");
        }
    }

    private static List<String> paths(PictureList list, Part part) {
        return list.parts().get(part).stream()
                .map(entry -> entry.label() + " " + entry.path())
                .toList();
    }

    private void assertRefused(String... says) {
        BadInputException error = assertThrows(BadInputException.class, this::list);
        for (String said : says) {
            assertTrue(error.getMessage().contains(said), error.getMessage());
        }
    }

    @Test
    void classesAreOrderedByCodePointAndFilesByName() throws IOException {
        write("2/b.jpg", "10/a.jpg", "1/c.JPG", "1/a.png", "1/B.gif", "Ä/1.bmp", "a/1.bmp", "Z/1.bmp");
        // Java's own order has these two the other way round.
        write("\uFF5E/1.jpg", "\uD83D\uDE00/1.jpg");
        PictureList list = list();
        assertEquals(List.of("1", "10", "2", "Z", "a", "Ä", "\uFF5E", "\uD83D\uDE00"), list.classNames());
        assertEquals(
                List.of(
                        "0 1/B.gif",
                        "1 10/a.jpg",
                        "2 2/b.jpg",
                        "3 Z/1.bmp",
                        "4 a/1.bmp",
                        "5 Ä/1.bmp",
                        "6 \uFF5E/1.jpg",
                        "7 \uD83D\uDE00/1.jpg",
                        "0 1/a.png",
                        "0 1/c.JPG"),
                paths(list, Part.TRAIN),
                "classes take turns, so that the first of them are of all classes");
        assertEquals(Set.of(Part.TRAIN), list.parts().keySet());
        assertEquals(List.of(), list.notices());
        assertEquals(root.getFileName().toString(), list.name());
    }

    @Test
    void whatIsNoPictureIsCountedInOneNotice() throws IOException {
        write("cat/1.jpg", "cat/.DS_Store", "cat/._1.jpg", "cat/Thumbs.db", "dog/1_", "dog/notes.txt");
        write(".ipynb_checkpoints/1.jpg", "__MACOSX/cat/1.jpg", "readme.md");
        Files.createSymbolicLink(root.resolve("dog/gone.jpg"), root.resolve("nowhere"));
        PictureList list = list();
        assertEquals(List.of("cat", "dog"), list.classNames());
        assertEquals(List.of("0 cat/1.jpg", "1 dog/1_"), paths(list, Part.TRAIN));
        assertEquals(
                List.of("8 entries in " + root + " were skipped: 5 hidden (.ipynb_checkpoints, __MACOSX, cat/.DS_Store,"
                        + " cat/._1.jpg, cat/Thumbs.db); 2 not pictures (dog/notes.txt, readme.md); 1 links to nothing"
                        + " (dog/gone.jpg)"),
                list.notices());
    }

    @Test
    void emptyClassStaysAndIsNamed() throws IOException {
        write("cat/1.jpg", "dog/1.jpg");
        Files.createDirectories(root.resolve("bird/young"));
        PictureList list = list();
        assertEquals(List.of("bird", "cat", "dog"), list.classNames());
        assertEquals(List.of("the class bird has no pictures; it stays a class"), list.notices());
        Files.createDirectory(root.resolve("ape"));
        assertEquals(List.of("the classes ape, bird have no pictures; they stay classes"), list().notices());
    }

    @Test
    void picturesInTheRootAreNamed() throws IOException {
        write("cat/1.jpg", "dog/1.jpg", "loose.jpg", "other.png");
        assertEquals(
                List.of("2 pictures in " + root + " lie in no class's folder and are not used: loose.jpg, other.png"),
                list().notices());
    }

    @Test
    void partsAreMatchedByTheNamesOfTheirClasses() throws IOException {
        write("train/180/1.jpg", "train/90/1.jpg", "Test/90/1.jpg", "valid/180/1.jpg", "valid/1.jpg", "extra/90/1.jpg");
        PictureList list = list();
        assertEquals(List.of("180", "90"), list.classNames());
        assertEquals(List.of("0 train/180/1.jpg", "1 train/90/1.jpg"), paths(list, Part.TRAIN));
        assertEquals(List.of("1 Test/90/1.jpg"), paths(list, Part.TEST), "a class that the part lacks shifts no other");
        assertEquals(List.of("0 valid/180/1.jpg"), paths(list, Part.VALIDATION));
        assertEquals(
                List.of(
                        root + " has train/, so these folders beside it are not used: extra",
                        "1 picture in " + root + " lie in no class's folder and are not used: valid/1.jpg"),
                list.notices());
        write("Test/45/1.jpg");
        assertRefused(root.resolve("Test/45") + " is a class that the training images do not have");
    }

    @Test
    void partThatIsThereTwiceIsRefused() throws IOException {
        write("train/a/1.jpg", "train/b/1.jpg", "val/a/1.jpg", "validation/a/1.jpg");
        assertRefused("has both val/ and validation/, which are the same part");
    }

    @Test
    void partsWithoutOneToTrainOnAreRefused() throws IOException {
        write("test/a/1.jpg", "val/a/1.jpg");
        assertRefused("has test, val and no train; put the training images into a folder train");
    }

    /** A train is also a thing that pictures show. */
    @Test
    void folderOfPicturesThatIsCalledLikeAPartIsAClass() throws IOException {
        write("train/1.jpg", "car/1.jpg", "test/1.jpg");
        assertEquals(List.of("car", "test", "train"), list().classNames());
    }

    @Test
    void rootWhoseClassesLieBelowIsRefusedWithTheLikelyPath() throws IOException {
        write("Dataset/0/1.jpg", "Dataset/1/1.jpg", "LICENSE");
        assertRefused(root + " has its pictures in one folder, Dataset", "write folder:" + root.resolve("Dataset"));
        write("archive/x");
        Path above = Files.createDirectory(root.resolve("above"));
        Files.move(root.resolve("Dataset"), above.resolve("Dataset"));
        assertRefused("write folder:" + above.resolve("Dataset"));
        Files.move(
                above.resolve("Dataset/0"),
                Files.createDirectory(above.resolve("Dataset/train")).resolve("0"));
        assertRefused("write folder:" + above.resolve("Dataset"));
    }

    @Test
    void folderWithoutClassesIsRefused() throws IOException {
        assertRefused(root + " has no pictures in folders; a set of pictures is a folder with a folder for each class");
        write("1.jpg", "2.jpg");
        assertRefused(root + " has pictures but no folders; put the pictures of each class into a folder");
        assertTrue(assertThrows(BadInputException.class, () -> list(root.resolve("nowhere")))
                .getMessage()
                .startsWith(root.resolve("nowhere") + " is missing"));
        assertTrue(assertThrows(BadInputException.class, () -> list(root.resolve("1.jpg")))
                .getMessage()
                .startsWith(root.resolve("1.jpg") + " is not a folder"));
    }

    @Test
    void linksAreFollowedAndPicturesBelowAClassAreOfIt() throws IOException {
        write("cat/young/1.jpg", "cat/2.jpg", "dog/1.jpg");
        Path elsewhere = Files.createDirectory(root.resolve(".elsewhere"));
        Files.writeString(elsewhere.resolve("1.jpg"), "other");
        Files.createSymbolicLink(root.resolve("eel"), elsewhere);
        Files.createSymbolicLink(root.resolve("dog/2.jpg"), elsewhere.resolve("1.jpg"));
        assertEquals(
                List.of("0 cat/2.jpg", "1 dog/1.jpg", "2 eel/1.jpg", "0 cat/young/1.jpg", "1 dog/2.jpg"),
                paths(list(), Part.TRAIN));
    }

    @Test
    void linkIntoAFolderAboveIsASentence() throws IOException {
        write("cat/1.jpg", "dog/1.jpg");
        Files.createSymbolicLink(root.resolve("cat/again"), root);
        assertRefused(root.resolve("cat/again") + " is a link to " + root.toRealPath() + ", a folder that contains it");
    }
}
