package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.weights.match.WeightsReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Weights could be read but were not loaded: their names, shapes or values do not fit the network. */
public final class WeightsRefusedException extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final transient WeightsReport report;

    /** An error with the complete message for the user, the report on names and shapes, and the cause, which may be null. */
    public WeightsRefusedException(String message, WeightsReport report, @Nullable Throwable cause) {
        super(message, cause);
        this.report = report;
    }

    /** An error with the complete message for the user, and the report on names and shapes. */
    public WeightsRefusedException(String message, WeightsReport report) {
        this(message, report, null);
    }

    /**
     * Checks that the names and shapes of weights fit a network.
     *
     * @param place where the weights are
     * @throws WeightsRefusedException if they do not fit; the message names the first difference and what to declare
     */
    public static void requireFit(Path place, WeightsReport report) {
        report.refusal().ifPresent(why -> {
            throw new WeightsRefusedException(
                    ForeignText.printed(place.toString()) + " does not fit " + report.network() + ": " + why
                            + ". Nothing was loaded",
                    report);
        });
    }

    /**
     * The comparison of the weights with the network. Its {@link WeightsReport#fits()} is true if the weights were refused
     * only because of values or a missing head.
     */
    public WeightsReport report() {
        return report;
    }
}
