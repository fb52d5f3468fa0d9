package dev.stagecraft.tests.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.tests.oracle.Architecture.Activation;
import dev.stagecraft.tests.oracle.Architecture.Block;
import dev.stagecraft.tests.oracle.Architecture.Norm;
import dev.stagecraft.tests.oracle.Architecture.Shortcut;
import dev.stagecraft.tests.oracle.Architecture.Stem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated networks against the same networks written from the papers over PyTorch, given the same weights: the logits
 * and losses of both phases, the gradient of every trainable variable, and the moving statistics after a step.
 */
class OracleTest {
    /**
     * Of the length of what is compared. PyTorch computes in double precision, so this is for TensorFlow's single
     * precision alone: it leaves at most some 4e-5 in the gradients of these networks, and 1e-6 in everything else.
     */
    private static final double TOLERANCE = 1e-4;

    /**
     * Shorter gradients count as this long. A bias before a normalisation has no gradient, and up to 2e-6 of the terms
     * that cancel each other are left; gradients that are none of these are longer than some hundredths.
     */
    private static final double LEAST = 0.05;

    /** What tells two architectures apart must lie far outside the tolerance. */
    private static final double PLAIN = 100 * TOLERANCE;

    private static final Map<Variant, Generated> RUNS = new HashMap<>();

    @BeforeEach
    void assumePyTorch() {
        Oracle.assumeAvailable();
    }

    static List<Variant> variants() {
        return List.of(
                PostActivated.Basic.VARIANT,
                PostActivated.StrideOnFirst.VARIANT,
                PostActivated.StrideOnSecond.VARIANT,
                PostActivated.Text.VARIANT);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void generatedNetworkAgrees(Variant variant) {
        Map<String, Double> apart = new TreeMap<>(distances(variant, variant.architecture()));
        apart.values().removeIf(distance -> distance <= TOLERANCE);
        assertEquals(Map.of(), apart);
    }

    static List<Arguments> otherArchitectures() {
        Architecture basic = PostActivated.Basic.VARIANT.architecture();
        Architecture bottleneck = PostActivated.StrideOnSecond.VARIANT.architecture();
        return List.of(
                Arguments.of(
                        PostActivated.StrideOnSecond.VARIANT, bottleneck.with(Block.BOTTLENECK), "training logits"),
                Arguments.of(
                        PostActivated.StrideOnFirst.VARIANT,
                        PostActivated.StrideOnFirst.VARIANT.architecture().with(Block.BOTTLENECK.strideOn(2)),
                        "training logits"),
                Arguments.of(PostActivated.Basic.VARIANT, basic.with(Block.BASIC.strideOn(2)), "evaluation logits"),
                Arguments.of(
                        PostActivated.Basic.VARIANT,
                        basic.with(Activation.LEAKY_RELU),
                        "gradient of stage1/block2/conv1/kernel"),
                Arguments.of(
                        PostActivated.Basic.VARIANT,
                        basic.with(Stem.of(7, 2, 2, 2, 4)),
                        "gradient of stem/conv/kernel"),
                Arguments.of(
                        PostActivated.Basic.VARIANT,
                        basic.with(new Norm(0.8f, 1e-5f)),
                        "next stage2/block1/norm1/moving_variance"),
                Arguments.of(PostActivated.Basic.VARIANT, basic.with(new Norm(0.9f, 1e-2f)), "training logits"));
    }

    @ParameterizedTest
    @MethodSource("otherArchitectures")
    void anotherArchitectureDisagrees(Variant variant, Architecture other, String name) {
        Map<String, Double> distances = distances(variant, other);
        assertTrue(distances.get(name) > PLAIN, () -> name + " in " + distances);
    }

    static List<Arguments> architecturesOfOtherWeights() {
        Architecture basic = PostActivated.Basic.VARIANT.architecture();
        return List.of(
                Arguments.of(
                        basic.with(Shortcut.BARE_PROJECTION),
                        "not part of the architecture: [stage2/block1/shortcut/norm/beta, "),
                Arguments.of(basic.withBiases(), "no variable is named stem/conv/bias"),
                Arguments.of(basic.with(Stem.of(5, 2, 3, 2, 4)), "stem/conv/kernel ==> expected: <(5, 5, 3, 4)>"));
    }

    @ParameterizedTest
    @MethodSource("architecturesOfOtherWeights")
    void weightsAreHeldAgainstTheArchitecture(Architecture other, String message) {
        AssertionError error = assertThrows(AssertionError.class, () -> distances(PostActivated.Basic.VARIANT, other));
        assertTrue(error.getMessage().startsWith(message), error.getMessage());
    }

    private static Map<String, Double> distances(Variant variant, Architecture architecture) {
        Images images = variant.images();
        Generated generated = RUNS.computeIfAbsent(variant, key -> Generated.run(key.network(), images));
        return Oracle.numbers(architecture, generated.weights(), images).distances(generated.numbers(), LEAST);
    }
}
