package dev.stagecraft.processor.shape;

import java.util.List;

/** The residual sum of a body and its shortcut, which must agree in every dimension. */
public record Add() implements Operation {
    @Override
    public String kind() {
        return "add";
    }

    @Override
    public String label(Shape output) {
        return "sum";
    }

    @Override
    public Category category() {
        return Category.SUM;
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        Shape body = inputs.get(0);
        Shape shortcut = inputs.get(1);
        return body.equals(shortcut)
                ? new Inference.Known(body)
                : new Inference.Impossible(new Fault.SidesDiffer(body, shortcut));
    }

    /** The body's memory holds the sum. */
    @Override
    public long keptValues(List<Shape> inputs, Shape output) {
        return 0;
    }
}
