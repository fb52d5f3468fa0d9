package dev.stagecraft.processor.draw;

import java.util.Locale;

/** Shapes of a drawing as SVG; frames lie below everything else. */
final class SvgCanvas {
    private static final String STYLE = """
            <style>
            text { font-family: sans-serif; font-size: 13px; text-anchor: middle; fill: #222 }
            .title { font-size: 18px; font-weight: bold }
            .note { font-size: 12px; fill: #555 }
            .shape { font-size: 12px; fill: #555; font-style: italic }
            .left { text-anchor: start }
            .times { font-size: 18px; font-weight: bold; text-anchor: start }
            .frame { fill: #f7f7f7; stroke: #999; stroke-dasharray: 4 3 }
            .conv { fill: #cfe2f3; stroke: #3d6d99 }
            .norm { fill: #e6efe0; stroke: #6a8f55 }
            .other { fill: #fff; stroke: #777 }
            .line { stroke: #333; fill: none }
            .tip { fill: #333 }
            </style>
            """;

    private final int width;
    private final StringBuilder below = new StringBuilder();
    private final StringBuilder above = new StringBuilder();

    SvgCanvas(int width) {
        this.width = width;
    }

    void text(int x, int y, String style, String text) {
        add(above, "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>", x, y, style, escaped(text));
    }

    /** A text that begins at a place. */
    void label(int x, int y, String style, String text) {
        text(x, y, style + " left", text);
    }

    void box(int middle, int y, int boxWidth, int height, String style, String text) {
        add(
                above,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" class=\"%s\"/>",
                middle - boxWidth / 2,
                y,
                boxWidth,
                height,
                style);
        text(middle, y + height / 2 + 5, "", text);
    }

    void frame(int x, int y, int frameWidth, int height, String title, String times) {
        add(
                below,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" class=\"frame\"/>",
                x,
                y,
                frameWidth,
                height);
        label(x + 10, y + 20, "note", title);
        if (!times.isEmpty()) {
            text(x + 10, y + 46, "times", times);
        }
    }

    /** A plus in a circle. */
    void sum(int x, int y) {
        add(above, "<circle cx=\"%d\" cy=\"%d\" r=\"11\" class=\"other\"/>", x, y);
        line(x - 6, y, x + 6, y);
        line(x, y - 6, x, y + 6);
    }

    void line(int x1, int y1, int x2, int y2) {
        add(above, "<path d=\"M%d %dL%d %d\" class=\"line\"/>", x1, y1, x2, y2);
    }

    /** An arrow downwards. */
    void arrow(int x, int from, int to) {
        line(x, from, x, to - 6);
        add(above, "<path d=\"M%d %dl-4 -7h8z\" class=\"tip\"/>", x, to);
    }

    /** An arrow to the left that ends at the circle of a sum. */
    void side(int from, int sum, int y) {
        line(from, y, sum + 17, y);
        add(above, "<path d=\"M%d %dl7 -4v8z\" class=\"tip\"/>", sum + 11, y);
    }

    String done(int height) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
                        width,
                        height,
                        width,
                        height)
                + STYLE + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n" + below + above + "</svg>\n";
    }

    private static void add(StringBuilder layer, String format, Object... values) {
        layer.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** A Java name holds no such characters, but a name of an operation is no place to rely on it. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
