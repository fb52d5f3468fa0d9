package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.AveragePool;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.Blur;
import dev.stagecraft.processor.shape.ChannelConvolution;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.Dropout;
import dev.stagecraft.processor.shape.Elementwise;
import dev.stagecraft.processor.shape.GlobalAveragePool;
import dev.stagecraft.processor.shape.MaxPool;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.PadChannels;
import dev.stagecraft.processor.shape.ScaleChannels;
import dev.stagecraft.processor.shape.StochasticDepth;
import dev.stagecraft.processor.shape.Subsample;
import java.util.Map;
import java.util.Objects;

/** Writes the lines of one kind of operation. */
@FunctionalInterface
interface StepEmitter {
    /** Every kind's emitter; a test holds it against the kinds there are. */
    Map<Class<? extends Operation>, StepEmitter> BY_KIND = Map.ofEntries(
            Map.entry(Add.class, AddEmitter::emit),
            Map.entry(AveragePool.class, AveragePoolEmitter::emit),
            Map.entry(BatchNorm.class, BatchNormEmitter::emit),
            Map.entry(Blur.class, BlurEmitter::emit),
            Map.entry(ChannelConvolution.class, ChannelConvolutionEmitter::emit),
            Map.entry(Conv2d.class, Conv2dEmitter::emit),
            Map.entry(Dense.class, DenseEmitter::emit),
            Map.entry(Dropout.class, DropoutEmitter::emit),
            Map.entry(Elementwise.class, ElementwiseEmitter::emit),
            Map.entry(GlobalAveragePool.class, GlobalAveragePoolEmitter::emit),
            Map.entry(MaxPool.class, MaxPoolEmitter::emit),
            Map.entry(PadChannels.class, PadChannelsEmitter::emit),
            Map.entry(ScaleChannels.class, ScaleChannelsEmitter::emit),
            Map.entry(StochasticDepth.class, StochasticDepthEmitter::emit),
            Map.entry(Subsample.class, SubsampleEmitter::emit));

    /** Writes a step. */
    void emit(Step step, SectionCode code);

    /** Writes a step of any kind. */
    static void write(Step step, SectionCode code) {
        Objects.requireNonNull(BY_KIND.get(step.operation().getClass())).emit(step, code);
    }
}
