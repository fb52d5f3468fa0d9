package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.spec.Origin;

/**
 * A normalization subtracts each channel's mean, taken over all pixels of all images of a step. A single value is its own
 * mean: whatever the image shows, such a step passes the same numbers on.
 */
final class SingleValues implements Rule<NetworkPlan> {
    private static final Origin BATCH_SIZE = Origin.of("Training").at("batchSize");

    /** Reports the first normalization that would see a single value of every channel in a declared training step. */
    @Override
    public void check(NetworkPlan plan, Report report) {
        if (plan.training().batchSize() == 1) {
            plan.layers().stream()
                    .filter(layer -> layer.step().normalizesPixels() == 1)
                    .findFirst()
                    .ifPresent(layer -> report.add(Message.SINGLE_VALUE
                            .at(BATCH_SIZE)
                            .with("layer", layer.name())
                            .fix(Edit.set(BATCH_SIZE, 2))));
        }
    }
}
