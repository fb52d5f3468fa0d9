package dev.stagecraft.runtime.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of pictures, right ones and others. */
class PictureTableTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writePictures() throws IOException {
        for (String name : List.of("a.jpg", "b.jpg", "c, d.jpg", "e\nf.jpg")) {
            Files.writeString(folder.resolve(name), "picture");
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("pets.csv"), text);
    }

    private static List<String> paths(PictureList list, Part part) {
        return list.parts().get(part).stream()
                .map(entry -> entry.label() + " " + entry.path())
                .toList();
    }

    @Test
    void rowsWithoutPartsAreTrainedOnInTheirOrder() throws IOException {
        PictureList list = PictureTable.list(
                write("path,class\r\nb.jpg,dog\r\na.jpg,\"cat \"\"Mia\"\"\"\r\n\"c, d.jpg\",dog\r\n"));
        assertEquals(List.of("cat \"Mia\"", "dog"), list.classNames());
        assertEquals(List.of("1 b.jpg", "0 a.jpg", "1 c, d.jpg"), paths(list, Part.TRAIN));
        assertEquals(Set.of(Part.TRAIN), list.parts().keySet());
        assertEquals("pets", list.name());
        assertEquals(folder.toAbsolutePath(), list.folder());
    }

    @Test
    void partsAreSaidByAColumn() throws IOException {
        String absolute = folder.resolve("b.jpg").toString();
        PictureList list = PictureTable.list(write("\uFEFFpart,note,class,path\nTrain,,10,a.jpg\n\ntest,x,10,"
                + absolute + "\nvalid,,2,\"c, d.jpg\"\ntrain,,2,\"e\nf.jpg\"\n"));
        assertEquals(List.of("10", "2"), list.classNames());
        assertEquals(List.of("0 a.jpg", "1 e\nf.jpg"), paths(list, Part.TRAIN));
        assertEquals(List.of("0 " + absolute), paths(list, Part.TEST));
        assertEquals(List.of("1 c, d.jpg"), paths(list, Part.VALIDATION));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "path,class\na.jpg,cat\nb.jpg\n", "has a wrong row: line 3 has 1 values, the header row has 2"),
                Arguments.of(
                        "path,class\n,cat\nb.jpg, \nx.jpg,cat\n\"e\nf.jpg\",cat\n../,cat\n",
                        "has 4 wrong rows: line 2 has no path; line 3 has no class; line 4 names x.jpg, which is missing;"
                                + " line 7 names ../, which is not a file"),
                Arguments.of(
                        "path,class\na.jpg,cat\na.jpg,dog\n", "has a wrong row: line 3 names a.jpg, as line 2 does"),
                Arguments.of("path,class\na\0.jpg,cat\n", "line 2 names a\\u0000.jpg, which cannot be a path"),
                Arguments.of(
                        "path,class,part\na.jpg,cat,train\nb.jpg,cat,exam\n",
                        "line 3 has the part exam; it must be train, val or test"),
                Arguments.of("path,class,part\na.jpg,cat,test\n", "has no training images"),
                Arguments.of(
                        "path,class,part\na.jpg,cat,train\nb.jpg,dog,test\n",
                        ": line 3 is of the class dog, which the training images do not have"),
                Arguments.of("path,class\n", "has no rows; write a row for each picture"),
                Arguments.of("", "has no column path; its first line must name the columns path and class"),
                Arguments.of("path;class\na.jpg;cat\n", "has no column path"),
                Arguments.of("path,label\na.jpg,cat\n", "has no column class"),
                Arguments.of("path,path,class\na.jpg,a.jpg,cat\n", "its header row cannot be read"),
                Arguments.of("path,class\n\"a.jpg,cat\n", "is not a table of comma-separated values"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongRowsAreNamedByLine(String text, String says) throws IOException {
        Path file = write(text);
        BadInputException error = assertThrows(BadInputException.class, () -> PictureTable.list(file));
        assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
        assertTrue(error.getMessage().contains(says), error.getMessage());
    }

    @Test
    void fileMustBeTextInUtf8() throws IOException {
        Path file = Files.write(
                folder.resolve("latin.csv"), "path,class\na.jpg,Käse\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                file + " is not text in UTF-8; save it in UTF-8",
                assertThrows(BadInputException.class, () -> PictureTable.list(file))
                        .getMessage());
    }

    @Test
    void whatIsNoFileIsSaidSo() {
        assertEquals(
                folder + " is a folder; name the file with the table, or write folder:" + folder,
                assertThrows(BadInputException.class, () -> PictureTable.list(folder))
                        .getMessage());
        assertTrue(assertThrows(BadInputException.class, () -> PictureTable.list(folder.resolve("no.csv")))
                .getMessage()
                .contains("no.csv is missing"));
    }
}
