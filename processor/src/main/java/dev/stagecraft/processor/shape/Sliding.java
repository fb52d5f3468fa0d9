package dev.stagecraft.processor.shape;

/** The rule that convolutions and pools share. */
final class Sliding {
    private Sliding() {}

    static Inference infer(Window window, Shape input, int outChannels) {
        int height = window.over(input.height());
        int width = window.over(input.width());
        if (height < 1 || width < 1) {
            int pixels = height < 1 ? input.height() : input.width();
            return new Inference.Impossible(new Fault.WindowTooLarge(window, input, pixels));
        }
        return new Inference.Known(Shape.image(height, width, outChannels));
    }
}
