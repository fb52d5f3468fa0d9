package dev.stagecraft.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Where lines of generated source end. */
class LineBreaksTest {
    private static final String LONG = "x".repeat(60);

    @Test
    void lineThatFitsStays() {
        String fits = "    a(" + "b".repeat(111) + ");";
        assertEquals(120, fits.length() + 1);
        assertEquals(fits + "\n\n", LineBreaks.within(fits + "\n\n"));
    }

    @Test
    void commentGoesAboveItsStatement() {
        assertEquals(
                "    // [batch, 4]\n    x = add(" + LONG + ", " + LONG.substring(17) + ");\n",
                LineBreaks.within("    x = add(" + LONG + ", " + LONG.substring(17) + "); // [batch, 4]\n"));
    }

    /** Arguments stay together, so the inner call is left whole. */
    @Test
    void statementIsBrokenBetweenItsOwnArguments() {
        assertEquals(
                "    x = add(first(" + LONG + ", 1),\n            second(" + LONG + ", 2));\n",
                LineBreaks.within("    x = add(first(" + LONG + ", 1), second(" + LONG + ", 2));\n"));
    }

    @Test
    void textIsNeverCut() {
        String text = "    return \"" + (LONG + ", (").repeat(3) + "\";\n";
        assertEquals(text, LineBreaks.within(text));
        assertEquals(
                "    return f(\n            \"" + (LONG + ", (").repeat(3) + "\", 1);\n",
                LineBreaks.within("    return f(\"" + (LONG + ", (").repeat(3) + "\", 1);\n"));
    }

    @Test
    void javadocIsBrokenBetweenWords() {
        assertEquals(
                " * " + LONG + " {@link\n * " + LONG + "}\n",
                LineBreaks.within(" * " + LONG + " {@link " + LONG + "}\n"));
        assertEquals(" * " + LONG + LONG + "\n * a\n", LineBreaks.within(" * " + LONG + LONG + " a\n"));
    }
}
