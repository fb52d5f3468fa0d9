package dev.stagecraft.processor.fix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of annotations and values; a bar marks where each ends, and is no part of the source. */
class JavaTextTest {
    private static final String BAR = "¦";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Head¦ final class Net {}",
                "@Head()¦ final class Net {}",
                "@Head(classes = 10)¦\nfinal class Net {}",
                "@ a . b /* c */ . Head ( classes = ( 1 + 2 ) * 3 )¦ class Net {}",
                "@A(text = \") \\\" (\", sign = ')', other = '\\'')¦ class Net {}",
                "@A(text = \"\"\"\n  ) \" (\n  \"\"\")¦ class Net {}",
                "@A(b = @B({1, 2}), /* ) */ c = 3 // )\n)¦ class Net {}"
            })
    void annotationEndsBehindItsName(String marked) {
        assertEquals(marked.indexOf(BAR), new JavaText(marked.replace(BAR, "")).annotationEnd(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10¦)",
                "10¦ /* ten */ , b = 2)",
                "-8 * (2 + 1)¦ // )\n)",
                "{1, 2}¦, c = 3)",
                "Own.class¦})",
                "@B(c = 1, d = 2)¦, 3)",
                "a < b ? \",\" : \")\"¦)"
            })
    void valueEndsBeforeWhatFollows(String marked) {
        assertEquals(marked.indexOf(BAR), new JavaText(marked.replace(BAR, "")).valueEnd(0));
    }

    @Test
    void wordStandsOutsideOfAnnotationsAndComments() {
        String source = "@A(\"private\") /* private */ private static class Net { private int x; }";
        assertEquals(source.indexOf("private static"), new JavaText(source).word("private", 0));
        assertEquals(source.length(), new JavaText(source).word("int", 0));
    }

    @Test
    void partGoesWithItsLineWhereItStandsAlone() {
        JavaText text = new JavaText("@A\n  @B  \n@C @D class Net {}\r\n@E\r\nclass Other {}");
        assertArrayEquals(new int[] {3, 10}, text.withLine(5, 7));
        assertArrayEquals(new int[] {10, 13}, text.withLine(10, 12));
        assertEquals("  ", text.indentation(5));
        assertEquals("\r\n", text.lineEnd());
    }

    @Test
    void bodyIsEmptyBetweenBracesAlone() {
        assertTrue(new JavaText(" { /* nothing */ }").isEmptyBody(0));
        assertFalse(new JavaText(" { A }").isEmptyBody(0));
        assertFalse(new JavaText(" extends Other {}").isEmptyBody(0));
    }
}
