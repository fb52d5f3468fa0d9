package dev.stagecraft.weights.match;

import dev.stagecraft.weights.file.ForeignName;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.match.Difference.Kind;
import dev.stagecraft.weights.name.Counterpart;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.NetworkLayers.Variable;
import dev.stagecraft.weights.name.Vocabulary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Of everything that does not fit, keeps what comes first in the network. */
final class Differences {
    private static final Pattern BLOCK = Pattern.compile("stage(\\d{1,7})/block(\\d{1,7})/.*");
    private static final int END = Integer.MAX_VALUE;

    private final Map<String, Integer> order = new HashMap<>();
    private @Nullable Found first;

    Differences(NetworkLayers network) {
        network.variables().forEach(variable -> order.putIfAbsent(variable.name(), order.size()));
    }

    private record Found(int stage, int block, int index, Difference difference) {
        private static final Comparator<Found> ORDER = Comparator.comparingInt(Found::stage)
                .thenComparingInt(Found::block)
                .thenComparingInt(Found::index);
    }

    private void add(String variable, Difference difference) {
        Matcher block = BLOCK.matcher(variable);
        int at = order.getOrDefault(variable, END);
        add(
                block.matches()
                        ? new Found(Integer.parseInt(block.group(1)), Integer.parseInt(block.group(2)), at, difference)
                        : new Found(variable.startsWith("stem/") ? 0 : END, 0, at, difference));
    }

    private void add(Found found) {
        if (first == null || Found.ORDER.compare(found, first) < 0) {
            first = found;
        }
    }

    void missing(Counterpart wanted) {
        add(
                wanted.variable(),
                new Difference(
                        Kind.MISSING,
                        Optional.of(wanted.variable()),
                        Optional.of(wanted.shape()),
                        Optional.of(wanted.tensor()),
                        Optional.empty(),
                        "the network has " + wanted.variable() + " " + wanted.shape() + ", which would be "
                                + wanted.tensor() + " " + wanted.tensorShape()
                                + ", but the file has no tensor of that name"));
    }

    void unnamed(Variable variable, Vocabulary vocabulary) {
        add(
                variable.name(),
                new Difference(
                        Kind.MISSING,
                        Optional.of(variable.name()),
                        Optional.of(variable.shape()),
                        Optional.empty(),
                        Optional.empty(),
                        "the network has " + variable.name() + " " + variable.shape()
                                + ", but the file has " + vocabulary.title()
                                + " names, and no network of those has such a variable"));
    }

    void shape(Counterpart wanted, TensorEntry entry, Optional<Variable> there) {
        add(
                wanted.variable(),
                new Difference(
                        Kind.SHAPE,
                        Optional.of(wanted.variable()),
                        Optional.of(wanted.shape()),
                        Optional.of(entry.name()),
                        Optional.of(entry.shape()),
                        wanted.variable() + " is " + wanted.shape() + " in the network, which would be "
                                + wanted.tensor() + " " + wanted.tensorShape() + ", but the file has "
                                + ForeignName.printed(entry.name()) + " " + entry.shape()
                                + there.filter(variable -> !variable.shape().equals(entry.shape()))
                                        .map(variable -> ", which would be " + variable.shape())
                                        .orElse("")));
    }

    void type(Counterpart wanted, TensorEntry entry) {
        add(
                wanted.variable(),
                new Difference(
                        Kind.TYPE,
                        Optional.of(wanted.variable()),
                        Optional.of(wanted.shape()),
                        Optional.of(entry.name()),
                        Optional.of(entry.shape()),
                        ForeignName.printed(entry.name()) + " for " + wanted.variable() + " is " + entry.dtype()
                                + "; weights must be F64, F32, F16 or BF16, so save the file again in one of these"));
    }

    void leftOver(TensorEntry entry, Optional<Variable> there, Vocabulary vocabulary) {
        String tensor = ForeignName.printed(entry.name()) + " " + entry.shape();
        add(
                there.map(Variable::name).orElse(""),
                new Difference(
                        Kind.LEFT_OVER,
                        there.map(Variable::name),
                        Optional.empty(),
                        Optional.of(entry.name()),
                        Optional.of(entry.shape()),
                        there.map(variable -> "the file has " + tensor + ", which would be "
                                        + ForeignName.printed(variable.name()) + " " + variable.shape()
                                        + ", but the network has no such variable")
                                .orElse("the file has " + tensor + ", and " + vocabulary.title()
                                        + " names have no such tensor")));
    }

    void second(TensorEntry entry, TensorEntry first) {
        add(
                "",
                new Difference(
                        Kind.LEFT_OVER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(entry.name()),
                        Optional.of(entry.shape()),
                        "the file has " + ForeignName.printed(first.name()) + " and "
                                + ForeignName.printed(entry.name())
                                + ", which are the same name once prefixes are taken off"));
    }

    /** Comes first: what seems to be missing may be among the tensors that were not compared. */
    void tooMany(int tensors, int compared, TensorEntry next) {
        add(new Found(
                -1,
                0,
                0,
                new Difference(
                        Kind.LEFT_OVER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(next.name()),
                        Optional.of(next.shape()),
                        "the file has " + tensors + " tensors, and the network has " + order.size()
                                + " variables; only the first " + compared + " tensors were compared")));
    }

    /** The first in the order of the network; what has no place in it comes last. */
    Optional<Difference> first() {
        return Optional.ofNullable(first).map(Found::difference);
    }

    /**
     * With what no declaration can mend.
     *
     * @param unknown a tensor of a file of which nobody knows a name
     */
    Difference explained(Difference found, Outline file, Optional<TensorEntry> unknown) {
        String more = file.normalizes() && !file.hasStatistics()
                ? ". The file's normalizations have no moving statistics, as group normalization has none (timm's _gn"
                        + " and _bit networks); Stagecraft has batch normalization only"
                : "";
        return new Difference(
                found.kind(),
                found.variable(),
                found.shape(),
                found.tensor(),
                found.tensorShape(),
                found.text()
                        + more
                        + unknown.map(entry ->
                                        ". None of the file's names is torchvision's, timm's or Stagecraft's own;"
                                                + " the first is " + ForeignName.printed(entry.name())
                                                + ", so rename the tensors when you save them")
                                .orElse(""));
    }
}
