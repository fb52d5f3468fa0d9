package dev.stagecraft.processor.shape;

import java.util.List;

/** An image times one factor per channel. */
public record ScaleChannels() implements Operation {
    @Override
    public String kind() {
        return "scaleChannels";
    }

    @Override
    public String label(Shape output) {
        return "channels scaled";
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(inputs.get(0));
    }

    /** Every pixel depends on its factors. */
    @Override
    public Pixels reads(Pixels outputs, int index, Shape input) {
        return index == 0 ? outputs : Pixels.all(input);
    }
}
