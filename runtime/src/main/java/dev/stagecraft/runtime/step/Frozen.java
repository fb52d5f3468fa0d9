package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.setting.TrainingSettings;
import java.util.List;

/**
 * The parts of a network that training does not change. They run as in evaluation: normalizations use their moving statistics
 * and do not change them, and dropout and stochastic depth do not apply. Their variables have no gradient, no weight decay and
 * no optimizer state.
 *
 * @param stem whether the stem is frozen
 * @param stages how many stages are frozen, counted from the first
 * @param backbone whether everything before the head is frozen
 */
record Frozen(boolean stem, int stages, boolean backbone) {
    /** Nothing is frozen. */
    static final Frozen NOTHING = new Frozen(false, 0, false);

    private static final String STAGE = "stage";
    private static final String HEAD = "head";

    /** What settings freeze: with a stage the stem too, because it comes before. */
    static Frozen of(TrainingSettings<?> settings) {
        int stages = settings.freezeStages();
        return new Frozen(settings.freezeStem() || stages > 0, stages, settings.linearProbe());
    }

    /** Whether a variable or a scope is part of what is frozen. */
    boolean covers(String path) {
        String part = partOf(path);
        if (backbone) {
            return !part.equals(HEAD);
        }
        return part.equals("stem") ? stem : stageOf(part) > 0 && stageOf(part) <= stages;
    }

    /**
     * Checks that a network has what is frozen.
     *
     * @param network the name of the network
     * @param variables all of its variables
     * @throws BadInputException if it has fewer stages, or no head of its own
     */
    void require(String network, List<Variable> variables) {
        int found = stages(variables);
        if (stages > found) {
            throw new BadInputException("the number of frozen stages is " + stages + ", but " + network + " has "
                    + found + "; freeze at most " + found + " stages");
        }
        if (variables.stream().allMatch(variable -> covers(variable.name()))) {
            throw new BadInputException(network + " has no variable whose name begins with " + HEAD
                    + "/, so nothing is left to train; do not freeze the whole network");
        }
    }

    /** The stage that a variable or a scope is part of, counted from 1; 0 if it is part of none. */
    static int stageOf(String path) {
        String part = partOf(path);
        return part.matches(STAGE + "[1-9][0-9]{0,8}") ? Integer.parseInt(part.substring(STAGE.length())) : 0;
    }

    /** How many stages these variables are part of. */
    static int stages(List<Variable> variables) {
        return variables.stream()
                .mapToInt(variable -> stageOf(variable.name()))
                .max()
                .orElse(0);
    }

    private static String partOf(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }
}
