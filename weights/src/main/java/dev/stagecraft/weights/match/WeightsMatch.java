package dev.stagecraft.weights.match;

import dev.stagecraft.weights.file.Dtype;
import dev.stagecraft.weights.file.ForeignName;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.match.TensorLine.Use;
import dev.stagecraft.weights.match.VariableLine.Load;
import dev.stagecraft.weights.match.VariableLine.Source;
import dev.stagecraft.weights.name.Counterpart;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.NetworkLayers.Layer;
import dev.stagecraft.weights.name.NetworkLayers.Variable;
import dev.stagecraft.weights.name.Tensor;
import dev.stagecraft.weights.name.TensorNames;
import dev.stagecraft.weights.name.TranslatedTensors;
import dev.stagecraft.weights.name.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the tensors of a file with the variables of a network.
 *
 * <p>A file may list any number of tensors. At most 10,000 of them are compared, and two more for each variable of the
 * network. A file that fits has fewer. Time, memory and the length of the report therefore depend on the network and not on
 * the file, except for the lengths of names. With ResNet-18, a comparison and its report allocate less than 256 MiB, most of
 * which is soon free again.
 */
public final class WeightsMatch {
    private static final Set<Dtype> WEIGHTS = Set.of(Dtype.F64, Dtype.F32, Dtype.F16, Dtype.BF16);
    private static final String HEAD = "head/dense/";
    private static final String HEAD_KERNEL = HEAD + "kernel";
    private static final int KERNEL_RANK = 4;
    private static final long COLORS = 3;
    private static final int MORE_TENSORS = 10_000;
    private static final int TENSORS_A_VARIABLE = 2;
    private static final int MOST_PREFIXES = 5;

    private final NetworkLayers network;
    private final List<TensorEntry> compared;
    private final boolean whole;
    /** By their names without prefixes. */
    private final Map<String, TensorEntry> entries = new LinkedHashMap<>();

    private final boolean hasHead;
    private final TranslatedTensors translated;
    private final TensorNames names;
    private final List<VariableLine> variables = new ArrayList<>();
    private final Map<String, TensorLine> tensors = new LinkedHashMap<>();
    private final Differences differences;
    private final List<String> remarks = new ArrayList<>();

    private WeightsMatch(NetworkLayers network, Collection<TensorEntry> given) {
        this.network = network;
        List<Variable> wanted = network.variables();
        this.hasHead = wanted.stream().anyMatch(each -> each.name().startsWith(HEAD));
        this.differences = new Differences(network);
        int most = MORE_TENSORS + TENSORS_A_VARIABLE * wanted.size();
        this.compared = given.stream().limit(most).toList();
        this.whole = compared.size() == given.size();
        given.stream().skip(most).findFirst().ifPresent(next -> differences.tooMany(given.size(), most, next));
        for (TensorEntry entry : compared) {
            TensorEntry other = entries.putIfAbsent(Prefixes.without(entry.name()), entry);
            if (other != null) {
                passOver(entry, Use.LEFT_OVER, "it is a second tensor of that name once prefixes are taken off");
                differences.second(entry, other);
            }
        }
        this.translated = TranslatedTensors.of(
                entries.entrySet().stream()
                        .filter(each -> !TensorNames.isCounter(each.getKey()))
                        .map(each -> new Tensor(each.getKey(), each.getValue().shape()))
                        .toList(),
                wanted.stream().map(Variable::name).collect(Collectors.toSet()));
        this.names = TensorNames.of(network, translated.vocabulary());
    }

    /**
     * The report on a network and a file. Values are not read.
     *
     * @param network whose variables are to be loaded
     * @param entries the tensors of the file
     */
    public static WeightsReport of(NetworkLayers network, Collection<TensorEntry> entries) {
        return new WeightsMatch(network, entries).report();
    }

    private WeightsReport report() {
        Optional<String> withoutHead = whyNoHead();
        names.counterparts().forEach(counterpart -> add(counterpart, withoutHead));
        names.unnamed().forEach(this::unnamed);
        entries.forEach(this::rest);
        remark();
        Optional<Difference> first = differences.first();
        // A part of a file says nothing of its names, or of the network that it is of.
        List<Mend> mends = first.isEmpty() || !whole ? List.of() : Mends.of(ours(), file());
        return new WeightsReport(
                network.network(),
                names.vocabulary(),
                classes(),
                inOrder(),
                compared.stream().map(entry -> tensors.get(entry.name())).toList(),
                whole ? first.map(found -> differences.explained(found, file(), unknown())) : first,
                mends,
                Undeterminable.lines(network.declaration()),
                remarks);
    }

    private long classes() {
        return translated.variables().values().stream()
                .filter(each -> each.name().equals(HEAD_KERNEL) && each.shape().size() == 2)
                .mapToLong(each -> each.shape().get(1))
                .findFirst()
                .orElse(0);
    }

    /** Why the head keeps its first values; empty if it is loaded, or does not fit. */
    private Optional<String> whyNoHead() {
        Optional<Counterpart> kernel = names.counterparts().stream()
                .filter(each -> each.variable().equals(HEAD_KERNEL))
                .findFirst();
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        Variable there = translated.variables().get(kernel.get().tensor());
        if (there == null) {
            return Optional.of("the file has no head");
        }
        List<Long> shape = kernel.get().shape();
        boolean otherClasses = there.shape().size() == 2
                && there.shape().get(0).equals(shape.get(0))
                && !there.shape().get(1).equals(shape.get(1));
        return otherClasses
                ? Optional.of("the file has " + there.shape().get(1) + " classes and the network " + shape.get(1))
                : Optional.empty();
    }

    private void add(Counterpart counterpart, Optional<String> withoutHead) {
        TensorEntry entry = entries.get(counterpart.tensor());
        if (withoutHead.isPresent() && counterpart.variable().startsWith(HEAD)) {
            line(counterpart, Source.FIRST_VALUE, Optional.empty(), withoutHead.get());
            if (entry != null) {
                passOver(entry, Use.NOT_NEEDED, withoutHead.get());
            }
            return;
        }
        if (entry == null) {
            line(counterpart, Source.MISSING, Optional.empty(), "the file has no " + counterpart.tensor());
            differences.missing(counterpart);
            return;
        }
        boolean sums = sumsColors(counterpart, entry);
        if (!sums && !entry.shape().equals(counterpart.tensorShape())) {
            String why = "it must be " + counterpart.tensorShape() + " for " + counterpart.variable();
            line(counterpart, Source.MISSING, Optional.empty(), "the tensor has another shape");
            passOver(entry, Use.LEFT_OVER, why);
            differences.shape(
                    counterpart,
                    entry,
                    Optional.ofNullable(translated.variables().get(counterpart.tensor())));
            return;
        }
        if (!WEIGHTS.contains(entry.dtype())) {
            line(counterpart, Source.MISSING, Optional.empty(), "the tensor is " + entry.dtype());
            passOver(entry, Use.LEFT_OVER, "weights must be F64, F32, F16 or BF16");
            differences.type(counterpart, entry);
            return;
        }
        String how = counterpart.layout().text()
                + (sums ? ", the kernels of three colors summed" : "")
                + (entry.dtype() == Dtype.F32 ? "" : ", " + entry.dtype() + " converted to float32");
        line(counterpart, Source.LOADED, Optional.of(new Load(counterpart, entry, sums)), how);
        tensors.put(
                entry.name(),
                new TensorLine(entry.name(), entry.dtype(), entry.shape(), Use.USED, counterpart.variable()));
        if (sums) {
            remarks.add("the network takes one channel: the kernels of three colors in "
                    + ForeignName.printed(entry.name()) + " are summed, so gray images answer as gray colors would");
        }
    }

    /** A gray picture is one of three equal colors, and a sum of their kernels sees it as all of them would. */
    private boolean sumsColors(Counterpart counterpart, TensorEntry entry) {
        List<Long> expected = counterpart.tensorShape();
        List<Long> found = entry.shape();
        boolean isFirst = names.vocabulary() != Vocabulary.OWN
                && network.layers().stream()
                        .filter(layer -> !layer.variables().isEmpty())
                        .findFirst()
                        .filter(layer -> layer.name().equals(counterpart.layer()))
                        .isPresent();
        return isFirst
                && expected.size() == KERNEL_RANK
                && found.size() == KERNEL_RANK
                && expected.get(1) == 1
                && found.get(1) == COLORS
                && expected.get(0).equals(found.get(0))
                && expected.subList(2, KERNEL_RANK).equals(found.subList(2, KERNEL_RANK));
    }

    private void unnamed(Variable variable) {
        variables.add(new VariableLine(
                variable.name(),
                variable.shape(),
                Source.MISSING,
                Optional.empty(),
                "there is no such variable in " + names.vocabulary().title() + " names"));
        differences.unnamed(variable, names.vocabulary());
    }

    private void rest(String bare, TensorEntry entry) {
        if (tensors.containsKey(entry.name())) {
            return;
        }
        if (TensorNames.isCounter(bare) && names.vocabulary() != Vocabulary.OWN) {
            passOver(entry, Use.NOT_NEEDED, "it counts steps of PyTorch's training");
            return;
        }
        Variable there = translated.variables().get(bare);
        if (there != null && there.name().startsWith(HEAD) && !hasHead) {
            passOver(entry, Use.NOT_NEEDED, "the network ends in features");
            return;
        }
        passOver(
                entry,
                Use.LEFT_OVER,
                there == null
                        ? names.vocabulary().title() + " names have no such tensor"
                        : "the network has no " + ForeignName.printed(there.name()));
        differences.leftOver(entry, Optional.ofNullable(there), names.vocabulary());
    }

    private void line(Counterpart counterpart, Source source, Optional<Load> load, String how) {
        variables.add(new VariableLine(counterpart.variable(), counterpart.shape(), source, load, how));
    }

    private void passOver(TensorEntry entry, Use use, String why) {
        tensors.put(entry.name(), new TensorLine(entry.name(), entry.dtype(), entry.shape(), use, why));
    }

    private List<VariableLine> inOrder() {
        Map<String, VariableLine> byName =
                variables.stream().collect(Collectors.toMap(VariableLine::variable, line -> line));
        return network.variables().stream()
                .map(variable -> byName.get(variable.name()))
                .toList();
    }

    private void remark() {
        Set<String> prefixes = new LinkedHashSet<>();
        entries.forEach((bare, entry) ->
                prefixes.add(entry.name().substring(0, entry.name().length() - bare.length())));
        prefixes.remove("");
        prefixes.stream()
                .limit(MOST_PREFIXES)
                .forEach(prefix ->
                        remarks.add("the wrapper prefix " + ForeignName.printed(prefix) + " is removed from names"));
        if (prefixes.size() > MOST_PREFIXES) {
            remarks.add((prefixes.size() - MOST_PREFIXES) + " other combinations of prefixes are removed from names");
        }
        Set<Dtype> converted = new TreeSet<>();
        variables.forEach(line -> line.load()
                .map(load -> load.entry().dtype())
                .filter(dtype -> dtype != Dtype.F32)
                .ifPresent(converted::add));
        converted.forEach(dtype -> remarks.add(dtype + " tensors are converted to float32"));
    }

    /** A tensor of a file of which nobody knows a name. */
    private Optional<TensorEntry> unknown() {
        return translated.variables().isEmpty() ? entries.values().stream().findFirst() : Optional.empty();
    }

    private Outline ours() {
        boolean preActivated = network.layers().stream().map(Layer::name).anyMatch("final/norm"::equals);
        return Outline.of(network.variables(), network.poolsShortcuts(), preActivated);
    }

    private Outline file() {
        boolean pooled = entries.entrySet().stream()
                .anyMatch(each -> each.getKey().endsWith(".downsample.1.weight")
                        && each.getValue().shape().size() == KERNEL_RANK);
        Collection<Variable> there = translated.variables().values();
        boolean known = names.vocabulary() != Vocabulary.RESNET;
        return Outline.of(
                there,
                known ? ours().pooled() : pooled,
                names.vocabulary() == Vocabulary.RESNET_V2
                        || there.stream().anyMatch(variable -> variable.name().startsWith("final/norm/")));
    }
}
