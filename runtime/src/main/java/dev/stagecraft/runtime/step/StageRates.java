package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.BadInputException;
import java.util.List;

/**
 * How much of the learning rate each part of a network gets (Howard, Ruder, <i>Universal Language Model Fine-tuning for
 * Text Classification</i>, 2018, section 3.2, with the factors chosen freely).
 *
 * @param factors one for each stage, above 0 and at most 1; empty if every part gets all of the rate
 */
record StageRates(List<Double> factors) {
    /** Copies the list. */
    StageRates {
        factors = List.copyOf(factors);
    }

    /** The factor of a variable: the stem has that of the first stage, what follows the stages has 1. */
    float of(String variable) {
        int stage = variable.startsWith("stem/") ? 1 : Frozen.stageOf(variable);
        return factors.isEmpty() || stage == 0 ? 1 : factors.get(stage - 1).floatValue();
    }

    /**
     * Checks that there is a factor for each stage.
     *
     * @param network the name of the network
     * @param variables all of its variables
     * @throws BadInputException if there are more or fewer
     */
    void require(String network, List<Variable> variables) {
        int stages = Frozen.stages(variables);
        if (!factors.isEmpty() && factors.size() != stages) {
            throw new BadInputException("the stage rates are " + factors + ", but " + network + " has " + stages
                    + " stages; give a factor for each stage");
        }
    }
}
