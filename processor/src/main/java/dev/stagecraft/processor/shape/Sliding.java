package dev.stagecraft.processor.shape;

/** The rule that convolutions and pools share. */
final class Sliding {
    private Sliding() {}

    static Inference infer(Window window, Shape input, int outChannels) {
        int height = window.over(input.height());
        int width = window.over(input.width());
        if (height < 1 || width < 1) {
            int pixels = height < 1 ? input.height() : input.width();
            return new Inference.Impossible(
                    Inference.Cause.WINDOW,
                    "a window of " + window.size() + "×" + window.size() + " does not fit into " + input + ": "
                            + window.arithmetic(pixels) + " leaves no pixel",
                    "make the window or its stride smaller, or the input larger");
        }
        return new Inference.Known(Shape.image(height, width, outChannels));
    }
}
