package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.Origin;

/** Makes the operations of one layer, for the shape that a branch holds where it stands. */
@FunctionalInterface
interface LayerFactory {
    /** Adds them to a section; none where the layer has nothing to do there. */
    void add(SectionBuilder section, Slot slot);

    /**
     * Where a layer stands.
     *
     * @param name the layer's, with its number
     * @param stride it is to carry, in pixels
     * @param from the branch it takes
     * @param to the branch that holds its output
     * @param origin the declared value it came from
     */
    record Slot(StepName name, int stride, String from, String to, Origin origin) {}
}
