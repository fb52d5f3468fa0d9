package dev.stagecraft.processor.spec;

/** A declared optimiser. */
public sealed interface OptimizerSpec {
    /** The attribute that declares it, as in {@code adamW}. */
    String attribute();

    /** How many values it keeps for every weight from one step to the next. */
    int valuesOfAWeight();

    /** Stochastic gradient descent with momentum. */
    record Sgd(double momentum, boolean nesterov, double weightDecay) implements OptimizerSpec {
        @Override
        public String attribute() {
            return "sgd";
        }

        @Override
        public int valuesOfAWeight() {
            return momentum == 0 ? 0 : 1;
        }
    }

    /** Adam; its decay stands apart where it is decoupled. */
    record Adam(boolean decoupled, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSpec {
        @Override
        public String attribute() {
            return decoupled ? "adamW" : "adam";
        }

        @Override
        public int valuesOfAWeight() {
            return 2;
        }
    }
}
