package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldersTest {
    @TempDir
    private Path folder;

    /** What Java says of the home, three variables, and where the cache is; {@code -} is unset, {@code ''} is empty. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # user.home | HOME       | XDG_CACHE_HOME | STAGECRAFT_CACHE | cache
            @/home      | -          | -              | -                | @/home/.cache/stagecraft
            @/home      | @/other    | -              | -                | @/home/.cache/stagecraft
            ?           | @/other    | -              | -                | @/other/.cache/stagecraft
            -           | @/other    | -              | -                | @/other/.cache/stagecraft
            ''          | @/other    | -              | -                | @/other/.cache/stagecraft
            @/nowhere   | @/other    | -              | -                | @/other/.cache/stagecraft
            home        | @/other    | -              | -                | @/other/.cache/stagecraft
            ?           | other      | -              | -                | -
            ?           | ''         | ''             | ''               | -
            ?           | -          | -              | -                | -
            ?           | @/nowhere  | -              | -                | -
            @/home      | -          | ''             | ''               | @/home/.cache/stagecraft
            @/home      | -          | relative       | -                | @/home/.cache/stagecraft
            @/home      | -          | @/xdg          | -                | @/xdg/stagecraft
            ?           | -          | @/xdg          | -                | @/xdg/stagecraft
            @/home      | @/other    | @/xdg          | @/cache          | @/cache
            ?           | -          | -              | @/cache          | @/cache
            """, delimiter = '|', nullValues = "-")
    void cacheIsFound(String systemHome, String home, String xdg, String cache, String expected) throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(folder.resolve("other"));
        Map<String, String> variables = new HashMap<>();
        put(variables, "HOME", home);
        put(variables, "XDG_CACHE_HOME", xdg);
        put(variables, "STAGECRAFT_CACHE", cache);
        Folders folders = new Folders(new Environment(variables), here(systemHome), "/tmp", false);
        if (expected == null) {
            String said = assertThrows(BadInputException.class, folders::cache).getMessage();
            assertTrue(said.contains("set STAGECRAFT_CACHE"), said);
        } else {
            assertEquals(Path.of(here(expected)), folders.cache());
        }
    }

    @Test
    void relativeCacheFolderIsOfTheWorkingDirectory() {
        Folders folders = new Folders(new Environment(Map.of("STAGECRAFT_CACHE", "kept")), "?", "/tmp", false);
        assertEquals(Path.of("kept").toAbsolutePath(), folders.cache());
    }

    @Test
    void macHasAPlaceOfItsOwn() {
        Folders folders = new Folders(new Environment(Map.of()), folder.toString(), "/tmp", true);
        assertEquals(folder.resolve("Library/Caches/stagecraft"), folders.cache());
    }

    @Test
    void namesThatAreNoPathsAreOfNoUse() {
        Folders folders = new Folders(new Environment(Map.of("STAGECRAFT_CACHE", "a\0b")), "a\0b", "a\0b", false);
        assertTrue(assertThrows(BadInputException.class, folders::cache)
                .getMessage()
                .startsWith("STAGECRAFT_CACHE is not a valid path"));
        assertEquals(Optional.empty(), folders.home());
        assertEquals(Path.of("/tmp"), folders.temporary());
    }

    @Test
    void temporaryFolderIsTheUsersWhereOneIsNamed() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        for (String given :
                new String[] {own.toString(), "", folder.resolve("nowhere").toString(), "own"}) {
            Folders folders = new Folders(new Environment(Map.of("TMPDIR", given)), "?", folder.toString(), false);
            assertEquals(given.equals(own.toString()) ? own : folder, folders.temporary(), given);
        }
    }

    private void put(Map<String, String> variables, String name, String value) {
        if (value != null) {
            variables.put(name, here(value));
        }
    }

    private String here(String text) {
        return text == null ? null : text.replace("@", folder.toString());
    }
}
