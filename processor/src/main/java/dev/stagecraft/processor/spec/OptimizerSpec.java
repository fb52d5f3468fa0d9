package dev.stagecraft.processor.spec;

/** A declared optimiser. */
public sealed interface OptimizerSpec {
    /** The attribute that declares it, as in {@code adamW}. */
    String attribute();

    /** Stochastic gradient descent with momentum. */
    record Sgd(double momentum, boolean nesterov, double weightDecay) implements OptimizerSpec {
        @Override
        public String attribute() {
            return "sgd";
        }
    }

    /** Adam; its decay stands apart where it is decoupled. */
    record Adam(boolean decoupled, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSpec {
        @Override
        public String attribute() {
            return decoupled ? "adamW" : "adam";
        }
    }
}
