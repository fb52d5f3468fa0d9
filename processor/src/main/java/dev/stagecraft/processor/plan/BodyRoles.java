package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What the convolutions of a block's body give and which of them have its stride, as declared.
 *
 * @param channels the role of each convolution's output: {@code out}, or a {@code width} within the block
 * @param strided whether each has the block's stride
 */
public record BodyRoles(List<String> channels, List<Boolean> strided) {
    private static final String OUT = "out";
    private static final String WIDTH = "width";
    private static final List<String> ORDER = List.of("in", WIDTH, OUT, "squeezed", "stride");

    /** Copies the lists. */
    public BodyRoles {
        channels = List.copyOf(channels);
        strided = List.copyOf(strided);
    }

    /** The roles in a stage's blocks. */
    public static BodyRoles of(StageSpec stage, BottleneckSpec bottleneck) {
        if (stage.custom().isPresent()) {
            return custom(stage.custom().get());
        }
        return stage.block().orElse(BlockKind.BASIC) == BlockKind.BASIC
                ? new BodyRoles(List.of(OUT, OUT), List.of(true, false))
                : new BodyRoles(
                        List.of(WIDTH, WIDTH, OUT),
                        List.of(bottleneck.strideOnFirst(), !bottleneck.strideOnFirst(), false));
    }

    /** The last convolution gives what the block gives; each before has a width of its own. */
    private static BodyRoles custom(CustomBlockSpec block) {
        List<LayerSpec> convolutions = block.layers().stream()
                .filter(layer -> layer.kind() == LayerKind.CONVOLUTION)
                .toList();
        int last = convolutions.size() - 1;
        List<String> roles = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            roles.add(i == last ? OUT : last == 1 ? WIDTH : WIDTH + (i + 1));
        }
        return new BodyRoles(
                roles, convolutions.stream().map(LayerSpec::strided).toList());
    }

    /** For a section that is no block: all its numbers are its own. */
    static BodyRoles none(int convolutions) {
        return new BodyRoles(Collections.nCopies(convolutions, OUT), Collections.nCopies(convolutions, true));
    }

    /** The order of roles in a method's parameters: what a block takes comes before what it gives. */
    static Comparator<String> order() {
        return Comparator.<String>comparingInt(role -> ORDER.indexOf(word(role)))
                .thenComparing(String::length)
                .thenComparing(Comparator.naturalOrder());
    }

    /** A role without its number. */
    private static String word(String role) {
        int end = role.length();
        while (Character.isDigit(role.charAt(end - 1))) {
            end--;
        }
        return role.substring(0, end);
    }
}
