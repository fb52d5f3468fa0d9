package dev.stagecraft.weights.match;

import dev.stagecraft.weights.match.VariableLine.Load;
import dev.stagecraft.weights.match.VariableLine.Source;
import dev.stagecraft.weights.name.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of each variable of a network and of each tensor of a file.
 *
 * @param network binary name of the annotated type
 * @param vocabulary whose names the tensors have
 * @param classes number of classes that the head of the file is for; 0 if the file has no head
 * @param variables in the order of the layers
 * @param tensors in the order of the file. If a file has far more tensors than the network has variables, only those that
 *     were compared are listed; see {@link WeightsMatch}
 * @param difference the first layer that does not fit; empty if the file fits
 * @param mends what to change in the declaration, in the order of the network; empty if the file fits, or if no attribute
 *     helps
 * @param fromDeclaration what names and shapes cannot show, as the declaration has it
 * @param remarks what a person should know, a sentence each
 */
public record WeightsReport(
        String network,
        Vocabulary vocabulary,
        long classes,
        List<VariableLine> variables,
        List<TensorLine> tensors,
        Optional<Difference> difference,
        List<Mend> mends,
        List<String> fromDeclaration,
        List<String> remarks) {
    /** Copies the lists. */
    public WeightsReport {
        variables = List.copyOf(variables);
        tensors = List.copyOf(tensors);
        mends = List.copyOf(mends);
        fromDeclaration = List.copyOf(fromDeclaration);
        remarks = List.copyOf(remarks);
    }

    /** Whether the file can be loaded into the network. */
    public boolean fits() {
        return difference.isEmpty();
    }

    /** What is read into each variable that is loaded. */
    public List<Load> loads() {
        return variables.stream().flatMap(line -> line.load().stream()).toList();
    }

    /** The variables that keep their first values: all of the head, or none. */
    public List<VariableLine> firstValues() {
        return variables.stream()
                .filter(line -> line.source() == Source.FIRST_VALUE)
                .toList();
    }

    /** Why the file is refused, with what to change, in one or two sentences; empty if it fits. */
    public Optional<String> refusal() {
        return difference.map(found -> found.text()
                + (mends.isEmpty()
                        ? ""
                        : "; to fit the file, declare "
                                + String.join(
                                        " and ", mends.stream().map(Mend::text).toList())));
    }

    /** One line: how many variables are loaded, and whose names the file has. */
    public String summary() {
        return ReportText.summary(this);
    }

    /** The end of {@link #text}: what names and shapes cannot show, as the declaration has it, one fact per line. */
    public String declarationText() {
        return ReportText.declaration(this);
    }

    /** The whole report for people, lines with line feeds between them. */
    public String text() {
        return ReportText.of(this);
    }

    /** The whole report for programs: a JSON object on several lines. */
    public String json() {
        return ReportJson.of(this, Map.of());
    }

    /**
     * As {@link #json()}, with further fields before the others.
     *
     * @param more the further fields: texts by the names of the fields
     */
    public String json(Map<String, String> more) {
        return ReportJson.of(this, more);
    }
}
