package dev.stagecraft.processor.shape;

import java.util.List;

/** A dense layer with a bias, kernel {@code [in, out]}. */
public record Dense(int in, int out) implements Operation {
    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public String label(Shape output) {
        return "dense, " + out;
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(new Numeral("in", in), new Numeral("out", out));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(Shape.features(out));
    }

    @Override
    public List<Tensor> tensors(List<Shape> inputs, Shape output) {
        return List.of(Tensor.kernel(List.of(in, out), false), Tensor.output(output));
    }

    @Override
    public long parameters() {
        return Math.addExact(Math.multiplyExact((long) in, out), out);
    }

    @Override
    public long multiplyAccumulates(Shape output) {
        return Math.multiplyExact((long) in, out);
    }
}
