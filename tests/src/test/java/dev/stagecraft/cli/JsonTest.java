package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** JSON that is printed is read by programs and people: no character of it is written as for a web page. */
class JsonTest extends InThisProcess {
    @Test
    void summaryShowsTheDeclarationAsItIsWritten() {
        assertEquals(0, run("summary", "--model", "dev.stagecraft.samples.FashionResNet18", "--format", "json"), err());
        assertTrue(out().contains("@Head(classes = 10)"), out());
        assertFalse(out().contains("\\u00"), out());
    }

    @Test
    void bothKindsLeaveHtmlAlone() {
        String text = "a = <b> & 'c'";
        assertEquals('"' + text + '"', Json.PRETTY.toJson(text));
        assertEquals('"' + text + '"', Json.LINE.toJson(text));
    }
}
