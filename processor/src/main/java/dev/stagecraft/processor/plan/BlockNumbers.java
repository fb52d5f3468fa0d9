package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.plan.StepName.Part;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.Operation.Numeral;
import dev.stagecraft.processor.shape.PadChannels;
import dev.stagecraft.processor.shape.ScaleChannels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The numbers of a section's operations, and which part each plays in the section. Roles follow from what the block
 * declares and from how its branches meet, never from values that happen to be equal: where a sum takes the block's own
 * input, the block gives as many channels as it takes, and has no stride.
 */
public final class BlockNumbers {
    private static final String IN = "in";
    private static final String OUT = "out";
    private static final String STRIDE = "stride";
    private static final String MORE = "more";
    /** Of squeeze-and-excitation, between its two dense layers, and after them. */
    private static final String SQUEEZED = "squeezed";

    private static final String EXCITED = "excited";

    private final Section section;
    private final BodyRoles body;
    private final Map<String, String> meaning = new HashMap<>();
    private final Map<StepName, Map<String, Quantity>> numbers = new LinkedHashMap<>();
    private final Map<String, String> channels = new HashMap<>();
    private int convolutions;

    private BlockNumbers(Section section, BodyRoles body) {
        this.section = section;
        this.body = body;
        channels.put(Section.INPUT, IN);
        section.steps().forEach(this::meet);
        channels.clear();
        channels.put(Section.INPUT, IN);
        convolutions = 0;
        for (Step step : section.steps()) {
            numbers.put(step.name(), numbersOf(step));
        }
    }

    /** The numbers of a block. */
    public static BlockNumbers of(Section block, BodyRoles body) {
        return new BlockNumbers(block, body);
    }

    /** The numbers of a stem or a head, none of which has a role: there is one of each. */
    public static BlockNumbers ofOnly(Section section) {
        BlockNumbers numbers =
                new BlockNumbers(section, BodyRoles.none(section.steps().size()));
        numbers.numbers
                .values()
                .forEach(each -> each.replaceAll((name, quantity) -> Quantity.literal(quantity.value())));
        return numbers;
    }

    /** The numbers of a step by their names in its operation, such as {@code kernel} or {@code out}, in order. */
    public Map<String, Quantity> of(Step step) {
        return Objects.requireNonNull(numbers.get(step.name()));
    }

    /** What this block has in common with others that are equal but for numbers. */
    public BlockForm form() {
        return BlockForm.of(section, numbers);
    }

    /** The numbers that blocks of this form differ in, by their role, in the order of a method's parameters. */
    public Map<String, Integer> arguments() {
        Map<String, Integer> arguments = new TreeMap<>(BodyRoles.order());
        for (Map<String, Quantity> each : numbers.values()) {
            each.values()
                    .forEach(quantity -> quantity.role()
                            .filter(role -> !role.contains(" "))
                            .ifPresent(role -> arguments.put(role, quantity.value())));
        }
        for (Step step : section.steps()) {
            if (step.operation() instanceof PadChannels) {
                arguments.put(IN, step.inputs().get(0).channels());
                arguments.put(OUT, step.output().channels());
            }
        }
        return arguments;
    }

    /** Finds which numbers of channels are one. */
    private void meet(Step step) {
        String to = follow(step);
        if (step.operation() instanceof Add || step.operation() instanceof ScaleChannels) {
            unite(to, channelsOf(step, 1));
        }
        channels.put(step.to(), to);
    }

    /** The channels of a branch that a step takes. */
    private String channelsOf(Step step, int input) {
        return Objects.requireNonNull(channels.get(step.from().get(input)));
    }

    /** The channels that a step gives. */
    private String follow(Step step) {
        if (step.operation() instanceof Conv2d) {
            return isOfBody(step) ? body.channels().get(convolutions++) : OUT;
        }
        if (step.operation() instanceof Dense) {
            return channelsOf(step, 0).equals(SQUEEZED) ? EXCITED : SQUEEZED;
        }
        return step.operation() instanceof PadChannels ? OUT : channelsOf(step, 0);
    }

    private static boolean isOfBody(Step step) {
        return step.name().part().equals(Part.BODY);
    }

    /** What a block gives is said by its output; what it takes and what a gate gives is then the same number. */
    private void unite(String left, String right) {
        List<String> weakest = List.of(EXCITED, IN);
        String weak = weakest.stream()
                .filter(each -> each.equals(left) || each.equals(right))
                .findFirst()
                .orElse(left);
        String other = weak.equals(left) ? right : left;
        if (!weak.equals(other)) {
            meaning.put(weak, other);
        }
    }

    private Quantity channels(String role, int value) {
        String strong = role;
        while (meaning.containsKey(strong)) {
            strong = meaning.get(strong);
        }
        return Quantity.of(strong, value);
    }

    /** A sum that takes the input itself has no room for a stride. */
    private Quantity stride(int value) {
        boolean fixed = section.steps().stream()
                .anyMatch(step -> step.operation() instanceof Add && step.from().contains(Section.INPUT));
        return fixed ? Quantity.literal(value) : Quantity.of(STRIDE, value);
    }

    /** An operation of a body, other than a convolution, that has a stride. */
    private static boolean leavesOutPixels(Step step) {
        return isOfBody(step)
                && !(step.operation() instanceof Conv2d)
                && step.operation().numbers().stream()
                        .anyMatch(number -> number.name().equals(STRIDE) && number.value() > 1);
    }

    private Map<String, Quantity> numbersOf(Step step) {
        Map<String, Quantity> found = new LinkedHashMap<>();
        String from = channelsOf(step, 0);
        boolean strided = isStrided(step);
        String to = follow(step);
        for (Numeral number : step.operation().numbers()) {
            int value = number.value();
            found.put(
                    number.name(),
                    switch (number.name()) {
                        case IN -> channels(from, value);
                        case OUT -> channels(to, value);
                        case STRIDE -> strided ? stride(value) : Quantity.literal(value);
                        case MORE -> Quantity.of(OUT + " - " + IN, value);
                        default -> Quantity.literal(value);
                    });
        }
        channels.put(step.to(), to);
        return found;
    }

    /**
     * In a shortcut the first operation that can has the stride. In a body a convolution has it as declared, unless another
     * operation takes its place.
     */
    private boolean isStrided(Step step) {
        if (isOfBody(step)) {
            return step.operation() instanceof Conv2d
                    ? body.strided().get(convolutions)
                            && section.steps().stream().noneMatch(BlockNumbers::leavesOutPixels)
                    : leavesOutPixels(step);
        }
        return section.steps().stream()
                .filter(each -> each.name().part().equals(step.name().part()))
                .filter(each -> each.operation().numbers().stream()
                        .anyMatch(number -> number.name().equals(STRIDE)))
                .findFirst()
                .filter(step::equals)
                .isPresent();
    }
}
