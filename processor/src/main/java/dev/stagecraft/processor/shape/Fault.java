package dev.stagecraft.processor.shape;

/** Why an operation cannot take its inputs. */
public sealed interface Fault {
    /**
     * A window is larger than the padded image that it slides over.
     *
     * @param window in pixels
     * @param input the image
     * @param pixels the image's side that is too short
     */
    record WindowTooLarge(Window window, Shape input, int pixels) implements Fault {
        /** How many pixels the window gives, as arithmetic. */
        public String arithmetic() {
            return window.arithmetic(pixels);
        }
    }

    /**
     * Groups do not divide a convolution's input channels, its output channels, or both.
     *
     * @param groups 2 or more
     * @param in input channels
     * @param out output channels
     */
    record GroupsDoNotDivide(int groups, int in, int out) implements Fault {}

    /**
     * The edges of an image cannot be mirrored, as it is too small.
     *
     * @param input the image
     * @param least pixels that its height and width must have
     */
    record NothingToMirror(Shape input, int least) implements Fault {}

    /**
     * A pool without padding finds no whole window in an image.
     *
     * @param input the image
     * @param size of the window in pixels
     */
    record NoWholeWindow(Shape input, int size) implements Fault {}

    /** The two sides of a sum differ. */
    record SidesDiffer(Shape body, Shape shortcut) implements Fault {}
}
