package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the library below TensorFlow Java need not look for. */
class LibrarySearchTest {
    /** A later version of TensorFlow Java may look for others, and would be slow again. */
    @Test
    void namesAreThoseThatAreLookedFor() {
        ClassProperties asked = Loader.loadProperties(
                org.tensorflow.internal.c_api.presets.tensorflow.class, Loader.loadProperties(), true);
        assertEquals(LibrarySearch.UNUSED, asked.get("platform.preload"));
        List<String> files = new ArrayList<>(asked.get("platform.link"));
        files.add(asked.getProperty("platform.library"));
        assertEquals(Set.copyOf(files), LibrarySearch.FILES.keySet());
    }

    @Test
    void answersAreThereBeforeTheLibraryAsks() {
        TensorFlowLibrary.load();
        Map<String, URL[]> found = LibrarySearch.found(Loader.class).orElseThrow();
        Set<String> names = new HashSet<>(LibrarySearch.UNUSED);
        names.addAll(LibrarySearch.FILES.keySet());
        assertTrue(found.keySet().containsAll(names), found.keySet()::toString);
        LibrarySearch.UNUSED.forEach(name -> assertEquals(0, found.get(name).length, name));
        LibrarySearch.FILES.forEach((name, file) -> {
            URL[] urls = found.get(name);
            assertEquals(1, urls.length, name);
            assertTrue(urls[0].getPath().endsWith("/" + file), urls[0]::toString);
        });
    }

    /** The library then searches by itself, as before. */
    @Test
    void otherVersionsAreLeftAlone() {
        assertEquals(Optional.empty(), LibrarySearch.found(NoMap.class));
        assertEquals(Optional.empty(), LibrarySearch.found(OtherValues.class));
        assertEquals(Optional.empty(), LibrarySearch.found(Instances.class));
        assertEquals(Optional.empty(), LibrarySearch.found(NotYet.class));
    }

    @Test
    void searchThatTheUserDescribesIsLeftAlone() {
        assertFalse(LibrarySearch.isChosen(
                Set.of("java.library.path", "org.bytedeco.javacpp.cachedir", "org.bytedeco.javacpp.maxPhysicalBytes")));
        for (String choice : List.of("pathsFirst", "pathsfirst", "findLibraries", "platform", "platform.preloadpath")) {
            assertTrue(LibrarySearch.isChosen(Set.of("user.home", "org.bytedeco.javacpp." + choice)), choice);
        }
    }

    private static final class NoMap {}

    private static final class OtherValues {
        @SuppressWarnings("unused") // Found by its name.
        private static final Map<String, URL> foundLibraries = new HashMap<>();
    }

    private static final class Instances {
        @SuppressWarnings("unused") // Found by its name.
        private final Map<String, URL[]> foundLibraries = new HashMap<>();
    }

    private static final class NotYet {
        @SuppressWarnings("unused") // Found by its name.
        private static @Nullable Map<String, URL[]> foundLibraries;
    }
}
