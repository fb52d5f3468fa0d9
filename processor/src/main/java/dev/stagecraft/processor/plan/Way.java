package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.Shape;

/** The way from the input to where lowering has come, for messages. */
final class Way {
    private final StringBuilder text;
    private final Trail trail;

    Way(Shape input, Trail trail) {
        this.text = new StringBuilder("input ").append(input);
        this.trail = trail;
    }

    /** Whether it shows every operation, and not only whole parts of the network. */
    boolean isFull() {
        return trail == Trail.FULL;
    }

    void add(String place, Shape shape) {
        text.append(" → ").append(place).append(' ').append(shape);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
