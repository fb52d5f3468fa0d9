package dev.stagecraft.processor.spec;

/** A declared schedule of the learning rate. */
public sealed interface ScheduleSpec {
    /** The attribute that declares it, as in {@code cosine}. */
    String attribute();

    /** A rate that falls in steps. */
    record StepDecay(int everyEpochs, double factor) implements ScheduleSpec {
        @Override
        public String attribute() {
            return "stepDecay";
        }
    }

    /** A rate that falls along half a cosine. */
    record Cosine(double low) implements ScheduleSpec {
        @Override
        public String attribute() {
            return "cosine";
        }
    }
}
