package dev.stagecraft.cli;

import com.google.gson.annotations.SerializedName;
import dev.stagecraft.runtime.answer.ClassProbability;
import dev.stagecraft.runtime.answer.Prediction;
import dev.stagecraft.runtime.io.ForeignText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line for each picture.
 *
 * @param console where lines go
 * @param json whether they are for programs
 * @param top how many classes each has at most
 * @param features whether each has the pooled features
 */
record PredictionLines(Console console, boolean json, int top, boolean features) {
    void print(String file, Prediction found) {
        if (json) {
            print(new Answer(
                    file, found.top(top).stream().map(Named::of).toList(), features ? found.features() : null, null));
            return;
        }
        String classes = found.top(top).stream()
                .map(each ->
                        String.format(Locale.ROOT, "%s %.3f", ForeignText.printed(each.name()), each.probability()))
                .collect(Collectors.joining(", "));
        console.out().println(ForeignText.printed(file) + ": " + classes);
        if (features) {
            console.out()
                    .println("  features "
                            + found.features().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    /** Errors are told apart from results; programs find each picture among the results too. */
    void printProblem(String file, String problem) {
        console.err().println("stagecraft: " + Printable.of(problem));
        if (json) {
            print(new Answer(file, null, null, problem));
        }
    }

    private void print(Answer answer) {
        console.out().println(Json.LINE.toJson(answer));
    }

    /**
     * The fields that programs read; their names are a contract.
     *
     * @param file as it was named or found
     * @param classes the most likely one first; null if the picture cannot be read
     * @param features null unless they were asked for
     * @param error null if the picture was read
     */
    private record Answer(
            String file,
            @Nullable List<Named> classes,
            @Nullable List<Float> features,
            @Nullable String error) {}

    private record Named(@SerializedName("class") int index, String name, float probability) {
        static Named of(ClassProbability found) {
            return new Named(found.index(), found.name(), found.probability());
        }
    }
}
