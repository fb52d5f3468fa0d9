package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPlaceTest {
    @ParameterizedTest
    @CsvSource({
        "fashion-mnist, fashion-mnist, ''",
        "fashion-mnist:a, fashion-mnist, a",
        "fashion-mnist:a:b/c d, fashion-mnist, a:b/c d",
        "shapes, shapes, ''",
        "class:com.acme.MyData, class:com.acme.MyData, ''",
        "class:com.acme.MyData:a:b, class:com.acme.MyData, a:b"
    })
    void kindAndPlaceAreReadAndWrittenAgain(String text, String kind, String place) {
        DataPlace read = DataPlace.parse(text);
        assertEquals(new DataPlace(kind, place), read);
        assertEquals(text, read.text());
    }

    @ParameterizedTest
    @CsvSource({
        "fashion-mnist:, names no folder",
        "'fashion-mnist:  ', names no folder",
        "shapes:, names no folder",
        ":, names no folder",
        "'', no kind of data",
        "circles, no kind of data called circles",
        "circles:folder, no kind of data called circles",
        "shapes:folder, have no place",
        "class:com.acme.MyData:, names no place"
    })
    void whatNamesNothingIsRefused(String text, String says) {
        BadInputException error =
                assertThrows(BadInputException.class, () -> new DataSets(Map.of()).open(text, 1, new SilentTransfer()));
        assertTrue(error.getMessage().contains(says), error.getMessage());
    }

    @Test
    void placeThatIsNoPathIsRefused() {
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> new DataSets(Map.of())
                        .open(new DataPlace(DataPlace.FASHION_MNIST, "a\0\u001b"), 1, new SilentTransfer()));
        assertEquals("a\\u0000\\u001b is not a valid name of a folder (Nul character not allowed)", error.getMessage());
    }
}
