package dev.stagecraft.weights.match;

import dev.stagecraft.weights.name.NetworkLayers.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A network as far as its variables show it: the network itself, or the one that a file was saved from.
 *
 * @param shapes of the variables, in our words
 * @param pooled whether shortcuts are pooled before they are projected
 * @param preActivated whether normalization and activation come before convolutions
 */
record Outline(Map<String, List<Long>> shapes, boolean pooled, boolean preActivated) {
    private static final Pattern BLOCK = Pattern.compile("stage(\\d{1,7})/block(\\d{1,7})/(.+)");
    private static final Pattern CONVOLUTION = Pattern.compile("stage\\d{1,7}/block\\d{1,7}/conv(\\d{1,4})/kernel");
    private static final Pattern BIAS = Pattern.compile(".*/conv\\d*/bias");
    private static final int KERNEL_RANK = 4;

    static Outline of(Collection<Variable> variables, boolean pooled, boolean preActivated) {
        Map<String, List<Long>> shapes = new TreeMap<>();
        variables.forEach(variable -> shapes.putIfAbsent(variable.name(), variable.shape()));
        return new Outline(shapes, pooled, preActivated);
    }

    /** Output channels of the convolutions of the stem, in their order. */
    List<Long> stemWidths() {
        List<Long> widths = new ArrayList<>();
        Optional<List<Long>> only = kernel("stem/conv/kernel");
        only.ifPresent(shape -> widths.add(shape.get(3)));
        for (int i = 1; only.isEmpty() && kernel("stem/conv" + i + "/kernel").isPresent(); i++) {
            kernel("stem/conv" + i + "/kernel").ifPresent(shape -> widths.add(shape.get(3)));
        }
        return widths;
    }

    /** The kernel of the first convolution. */
    Optional<List<Long>> stemKernel() {
        return kernel("stem/conv/kernel").or(() -> kernel("stem/conv1/kernel"));
    }

    boolean poolConvolves() {
        return kernel("stem/pool/conv/kernel").isPresent();
    }

    int stages() {
        return blocks().stream().mapToInt(Place::stage).max().orElse(0);
    }

    int blocks(int stage) {
        return blocks().stream()
                .filter(place -> place.stage() == stage)
                .mapToInt(Place::block)
                .max()
                .orElse(0);
    }

    private Set<Place> blocks() {
        return shapes.keySet().stream().flatMap(name -> place(name).stream()).collect(Collectors.toSet());
    }

    /** Convolutions in the body of a stage's first block. */
    int convolutions(int stage) {
        return shapes.keySet().stream()
                .filter(name -> name.startsWith(first(stage)))
                .map(CONVOLUTION::matcher)
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElse(0);
    }

    /** The kernel of a convolution in a stage's first block, from 1. */
    Optional<List<Long>> convolution(int stage, int number) {
        return kernel(first(stage) + "conv" + number + "/kernel");
    }

    /** Channels that the blocks of a stage give. */
    Optional<Long> out(int stage) {
        return convolution(stage, convolutions(stage)).map(shape -> shape.get(3));
    }

    /** The blocks with a convolution in their shortcut. */
    Set<Place> projections() {
        Set<Place> found = new TreeSet<>();
        shapes.keySet().stream()
                .filter(name -> name.endsWith("/shortcut/conv/kernel"))
                .forEach(name -> place(name).ifPresent(found::add));
        return found;
    }

    boolean normalizesShortcuts() {
        return has("/shortcut/norm/gamma");
    }

    boolean attends() {
        return has("/eca/conv/kernel");
    }

    boolean hasBiases() {
        return shapes.keySet().stream().anyMatch(name -> BIAS.matcher(name).matches());
    }

    /** Whether a normalization has a moving mean, as batch normalization alone has. */
    boolean hasStatistics() {
        return has("/moving_mean");
    }

    boolean normalizes() {
        return has("/gamma");
    }

    /** Channels of the narrow layer of squeeze-and-excitation in a stage's first block. */
    Optional<Long> narrow(int stage) {
        return Optional.ofNullable(shapes.get(first(stage) + "se/reduce/kernel"))
                .filter(shape -> shape.size() == 2)
                .map(shape -> shape.get(1));
    }

    private boolean has(String end) {
        return shapes.keySet().stream().anyMatch(name -> name.endsWith(end));
    }

    private Optional<List<Long>> kernel(String name) {
        return Optional.ofNullable(shapes.get(name)).filter(shape -> shape.size() == KERNEL_RANK);
    }

    private static String first(int stage) {
        return "stage" + stage + "/block1/";
    }

    private static Optional<Place> place(String name) {
        Matcher block = BLOCK.matcher(name);
        return block.matches()
                ? Optional.of(new Place(Integer.parseInt(block.group(1)), Integer.parseInt(block.group(2))))
                : Optional.empty();
    }

    /** A block, both counted from 1. */
    record Place(int stage, int block) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return stage != other.stage ? Integer.compare(stage, other.stage) : Integer.compare(block, other.block);
        }
    }
}
