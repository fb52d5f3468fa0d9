package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.AveragePool;
import dev.stagecraft.processor.shape.BatchNorm;
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

/** Writes the lines of one kind of operation. */
@FunctionalInterface
interface StepEmitter {
    /** Every kind's emitter; a test holds it against the kinds there are. */
    Map<Class<? extends Operation>, StepEmitter> BY_KIND = Map.ofEntries(
            Map.entry(Add.class, SimpleEmitters::add),
            Map.entry(AveragePool.class, WindowEmitters::averagePool),
            Map.entry(BatchNorm.class, SimpleEmitters::batchNorm),
            Map.entry(Conv2d.class, WindowEmitters::convolution),
            Map.entry(Dense.class, DenseEmitter::dense),
            Map.entry(Dropout.class, DropEmitters::dropout),
            Map.entry(Elementwise.class, SimpleEmitters::elementwise),
            Map.entry(GlobalAveragePool.class, SimpleEmitters::globalAveragePool),
            Map.entry(MaxPool.class, WindowEmitters::maxPool),
            Map.entry(PadChannels.class, ChannelEmitters::padChannels),
            Map.entry(ScaleChannels.class, ChannelEmitters::scaleChannels),
            Map.entry(StochasticDepth.class, DropEmitters::stochasticDepth),
            Map.entry(Subsample.class, ChannelEmitters::subsample));

    /** Writes a step. */
    void emit(Step step, SectionCode code);

    /** Writes a step of any kind. */
    static void write(Step step, SectionCode code) {
        BY_KIND.get(step.operation().getClass()).emit(step, code);
    }
}
