package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.spec.PaddingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.lang.model.element.Modifier;

/**
 * Private methods of the generated class that make a layer of one's variables and operations. They say once what is the
 * same in the whole network: padding, biases, initial values. A class has those that its sections call.
 */
final class HelperMethods {
    /** The numbers of a convolution in the order of its helper's parameters; groups come only where there are some. */
    private static final List<String> CONVOLUTION_NUMBERS = List.of("kernel", "stride", "groups", "in", "out");

    private final Constants constants;
    private final boolean grouped;
    private final boolean biased;
    private final boolean same;
    private final Map<String, MethodSpec> methods = new TreeMap<>();

    HelperMethods(NetworkPlan plan, Constants constants) {
        this.constants = constants;
        this.grouped = anyConvolution(plan, conv -> conv.groups() > 1);
        this.biased = plan.spec().convolutionBias();
        this.same = plan.spec().padding() == PaddingMode.SAME;
    }

    private static boolean anyConvolution(NetworkPlan plan, Predicate<Conv2d> test) {
        return plan.layers().stream()
                .anyMatch(layer -> layer.step().operation() instanceof Conv2d conv && test.test(conv));
    }

    List<MethodSpec> methods() {
        return List.copyOf(methods.values());
    }

    /** The numbers that a call of {@link #convolution} takes, by their names in the plan. */
    List<String> convolutionNumbers() {
        return CONVOLUTION_NUMBERS.stream()
                .filter(name -> grouped || !name.equals("groups"))
                .toList();
    }

    /** A call that convolves a branch. */
    CodeBlock convolution(String builder, String name, String from, List<String> numbers) {
        methods.computeIfAbsent("convolution", this::writeConvolution);
        List<String> arguments = new ArrayList<>(List.of(builder, Names.quoted(name), from));
        arguments.addAll(numbers);
        return Names.call("convolution", arguments);
    }

    /** The constant that says what kernels begin with, for a call that makes one without a helper. */
    String kernels() {
        return constants.kernels(grouped);
    }

    /** A call that normalizes a branch. */
    CodeBlock normalization(String builder, String name, String from) {
        methods.computeIfAbsent(
                "normalization",
                key -> Documented.method(
                        layer(key).addStatement("return $L", batchNorm("net", "name", "x")), "a batch normalization"));
        return Names.call("normalization", List.of(builder, Names.quoted(name), from));
    }

    /** A normalization whose scale begins at 0: the last one of a block, and written where it is needed. */
    CodeBlock zeroNormalization(String builder, String name, String from) {
        return batchNorm(builder, Names.quoted(name), from, constants.zeros());
    }

    private CodeBlock batchNorm(String builder, String name, String from, String... more) {
        List<String> arguments = new ArrayList<>(List.of(name, from, constants.momentum(), constants.epsilon()));
        arguments.addAll(List.of(more));
        return Names.call(builder + ".batchNorm", arguments);
    }

    /** A call that makes a dense layer after a branch. */
    CodeBlock dense(String builder, String name, String from, String in, String out) {
        methods.computeIfAbsent("dense", this::writeDense);
        return Names.call("dense", List.of(builder, Names.quoted(name), from, in, out));
    }

    private MethodSpec writeDense(String key) {
        MethodSpec.Builder method = layer(key)
                .addParameter(TypeName.INT, "in")
                .addParameter(TypeName.INT, "out")
                .addStatement(
                        "$T kernel = net.variable(name + $S, $L, in, out)",
                        Names.TENSOR,
                        "/kernel",
                        constants.kernels(grouped))
                .addStatement("$T product = net.matMul(name, x, kernel)", Names.TENSOR)
                .addStatement("$L", addBias("product"));
        return Documented.method(method, "a dense layer with a bias");
    }

    private MethodSpec writeConvolution(String key) {
        List<String> numbers = new ArrayList<>(convolutionNumbers());
        MethodSpec.Builder method = layer(key);
        numbers.forEach(number -> method.addParameter(TypeName.INT, number));
        method.addStatement(
                grouped
                        ? "$T weights = net.variable(name + $S, $L.inGroups(groups), kernel, kernel, in / groups, out)"
                        : "$T weights = net.variable(name + $S, $L, kernel, kernel, in, out)",
                Names.TENSOR,
                "/kernel",
                constants.kernels(grouped));
        CodeBlock value = same
                ? CodeBlock.of("net.conv2d(name, x, weights, stride, $S)", "SAME")
                : CodeBlock.of("net.convolution(name, x, weights, stride)");
        if (biased) {
            method.addStatement("$T convolved = $L", Names.TENSOR, value).addStatement("$L", addBias("convolved"));
        } else {
            method.addStatement("return $L", value);
        }
        return Documented.method(
                method,
                same
                        ? "a convolution with TensorFlow's SAME padding"
                        : "a convolution with (kernel - 1) / 2 pixels of padding on each side");
    }

    private CodeBlock addBias(String branch) {
        return CodeBlock.of(
                "return net.addBias(name + $S, $L, net.variable(name + $S, $L, out))",
                "_bias",
                branch,
                "/bias",
                constants.zeros());
    }

    private static MethodSpec.Builder layer(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Names.TENSOR)
                .addParameter(Names.BUILDER, "net")
                .addParameter(String.class, "name")
                .addParameter(Names.TENSOR, "x");
    }
}
