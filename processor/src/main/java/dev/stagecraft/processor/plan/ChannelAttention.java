package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.plan.StepName.Part;
import dev.stagecraft.processor.shape.ChannelConvolution;
import dev.stagecraft.processor.shape.Elementwise;
import dev.stagecraft.processor.shape.GlobalAveragePool;
import dev.stagecraft.processor.shape.ScaleChannels;
import dev.stagecraft.processor.shape.Shape;
import java.util.List;

/** Efficient channel attention (Wang 2020, Figure 2), below a part of the layer's own name. */
final class ChannelAttention implements LayerFactory {
    private static final String GATE = "gate";

    @Override
    public void add(SectionBuilder section, Slot slot) {
        Shape input = section.shapeOf(slot.from());
        if (input != null) {
            Part part = Part.drawnAs("efficient channel attention", slot.name().leaf());
            section.add(part.step("pool"), new GlobalAveragePool(), slot.from(), GATE, slot.origin())
                    .add(part.step("conv"), ChannelConvolution.over(input.channels()), GATE, GATE, slot.origin())
                    .add(part.step("gate"), Elementwise.SIGMOID, GATE, GATE, slot.origin())
                    .add(part.step("scale"), new ScaleChannels(), List.of(slot.from(), GATE), slot.to(), slot.origin());
        }
    }
}
