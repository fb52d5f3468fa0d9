package dev.stagecraft.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {
    private static final Shape IMAGE = Shape.image(56, 56, 64);

    @Test
    void convolutionCountsKernelBiasAndProducts() {
        Conv2d conv = new Conv2d(Window.symmetric(3, 2), 64, 128, true, 1);
        Shape output = known(conv, IMAGE);
        assertEquals(Shape.image(28, 28, 128), output);
        assertEquals(3 * 3 * 64 * 128 + 128, conv.parameters());
        assertEquals(28L * 28 * 128 * 3 * 3 * 64, conv.multiplyAccumulates(output));
    }

    @Test
    void normalizationHasTwoTrainedAndTwoKeptValuesPerChannel() {
        BatchNorm norm = new BatchNorm(64, 0.9, 1e-5, false);
        assertEquals(IMAGE, known(norm, IMAGE));
        assertEquals(128, norm.parameters());
        assertEquals(128, norm.statistics());
    }

    @Test
    void poolsAndHead() {
        assertEquals(Shape.image(28, 28, 64), known(new MaxPool(Window.symmetric(3, 2)), IMAGE));
        assertEquals(Shape.features(64), known(new GlobalAveragePool(), IMAGE));
        Dense dense = new Dense(512, 10);
        assertEquals(Shape.features(10), known(dense, Shape.features(512)));
        assertEquals(5130, dense.parameters());
        assertEquals(5120, dense.multiplyAccumulates(Shape.features(10)));
    }

    @Test
    void sumOfDifferentShapesIsImpossibleAndNamesBoth() {
        Shape other = Shape.image(28, 28, 64);
        assertEquals(new Fault.SidesDiffer(IMAGE, other), fault(new Add(), IMAGE, other));
    }

    @Test
    void windowLargerThanItsImageIsImpossibleWithTheArithmetic() {
        Fault fault = fault(new MaxPool(Window.symmetric(4, 2)), Shape.image(8, 1, 3));
        assertEquals(
                "(1 + 2·1 − 4) / 2 + 1",
                assertInstanceOf(Fault.WindowTooLarge.class, fault).arithmetic());
    }

    @Test
    void groupsThatDoNotDivideAreImpossible() {
        Conv2d conv = new Conv2d(Window.symmetric(3, 1), 12, 18, false, 4);
        assertEquals(new Fault.GroupsDoNotDivide(4, 12, 18), fault(conv, Shape.image(8, 8, 12)));
    }

    @Test
    void tensorsSayWhatTheyAreAndWhatMakesThemLarge() {
        Conv2d conv = new Conv2d(Window.symmetric(63, 1), 8, 200_000, true, 1);
        Shape image = Shape.image(1, 1, 8);
        Tensor kernel = conv.tensors(List.of(image), known(conv, image)).get(0);
        assertEquals("63 · 63 · 8 · 200000", kernel.factors());
        assertEquals(BigInteger.valueOf(63L * 63 * 8 * 200_000), kernel.values());
        assertEquals(
                List.of("padded input 32 · 32 · 8", "output 30 · 30 · 8"),
                new MaxPool(Window.symmetric(4, 1))
                        .tensors(List.of(Shape.image(30, 30, 8)), Shape.image(30, 30, 8)).stream()
                                .map(tensor -> tensor.name() + " " + tensor.factors())
                                .toList());
    }

    /** Wang 2020, equation 12, with the sizes that its networks have. */
    @ParameterizedTest
    @CsvSource({"1, 3", "3, 3", "63, 3", "64, 3", "127, 3", "128, 5", "256, 5", "1024, 5", "2047, 5", "2048, 7"})
    void kernelOverChannelsFollowsFromTheirNumber(int channels, int size) {
        ChannelConvolution conv = ChannelConvolution.over(channels);
        assertEquals(size, conv.size());
        assertEquals(Shape.features(channels), known(conv, Shape.features(channels)));
        assertEquals(size, conv.parameters());
        assertEquals((long) size * channels, conv.multiplyAccumulates(Shape.features(channels)));
    }

    /** As many pixels as a 1×1 convolution of the same stride leaves, so that a projection beside it agrees. */
    @ParameterizedTest
    @CsvSource({"56, 1, 56", "56, 2, 28", "7, 2, 4", "2, 2, 1", "8, 3, 3", "9, 4, 3", "3, 1024, 1"})
    void blurKeepsEveryStridethPixel(int pixels, int stride, int left) {
        Blur blur = new Blur(stride);
        Shape output = known(blur, Shape.image(pixels, 2, 64));
        assertEquals(left, output.height());
        assertEquals(known(new Subsample(stride), Shape.image(pixels, 2, 64)), output);
        assertEquals(9 * output.values(), blur.multiplyAccumulates(output));
        assertEquals(0, blur.parameters());
        assertEquals(output.values(), blur.keptValues(List.of(IMAGE), output));
        assertEquals(
                List.of("padded input 58 · 58 · 64", "output " + left + " · " + output.width() + " · 64"),
                blur.tensors(List.of(IMAGE), output).stream()
                        .map(tensor -> tensor.name() + " " + tensor.factors())
                        .toList());
    }

    /** With a stride of 4, row 0 reads rows 0 and 1, and 13 later rows three each. */
    @Test
    void blurReadsThePixelsAroundThoseItKeeps() {
        Blur usual = new Blur(2);
        assertEquals(Pixels.all(IMAGE), usual.reads(Pixels.all(known(usual, IMAGE)), 0, IMAGE));
        Blur wide = new Blur(4);
        long rows = 2 + 13 * 3;
        assertEquals(
                rows * rows,
                wide.reads(Pixels.all(known(wide, IMAGE)), 0, IMAGE).count());
    }

    @Test
    void blurNeedsAPixelToMirrorOnBothSides() {
        Shape line = Shape.image(4, 1, 6);
        assertEquals(new Fault.NothingToMirror(line, 2), fault(new Blur(2), line));
    }

    @ParameterizedTest
    @CsvSource({"56, 2, 28, 28", "7, 2, 4, 3", "2, 2, 1, 1", "8, 3, 3, 2", "1024, 1024, 1, 1"})
    void averagePoolTakesOrLeavesTheLastPixels(int pixels, int size, int all, int whole) {
        Shape input = Shape.image(pixels, 2048, 64);
        assertEquals(all, known(AveragePool.ofAllPixels(size), input).height());
        assertEquals(whole, known(AveragePool.ofWholeWindows(size), input).height());
        assertEquals(0, AveragePool.ofWholeWindows(size).parameters());
        long read = AveragePool.ofWholeWindows(size)
                .reads(Pixels.all(known(AveragePool.ofWholeWindows(size), input)), 0, input)
                .count();
        assertEquals((long) whole * size * (2048 - 2048 % size), read);
    }

    @Test
    void averagePoolOfWholeWindowsNeedsOne() {
        Shape line = Shape.image(4, 1, 6);
        assertEquals(new Fault.NoWholeWindow(line, 2), fault(AveragePool.ofWholeWindows(2), line));
        assertEquals(Shape.image(2, 1, 6), known(AveragePool.ofAllPixels(2), line));
    }

    @Test
    void numbersHaveNames() {
        List<Operation.Numeral> numbers = new Conv2d(Window.symmetric(3, 2), 64, 128, true, 4).numbers();
        assertEquals(
                "kernel 3, stride 2, groups 4, in 64, out 128",
                numbers.stream()
                        .map(number -> number.name() + " " + number.value())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void countsNeverWrapAround() {
        Conv2d huge = new Conv2d(Window.symmetric(2_000_000_001, 1), 2_000_000_000, 2_000_000_000, false, 1);
        assertThrows(ArithmeticException.class, huge::parameters);
    }

    @Test
    void shapeWithoutValuesIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Shape.image(0, 1, 1));
    }

    private static Fault fault(Operation operation, Shape... inputs) {
        return assertInstanceOf(Inference.Impossible.class, operation.infer(List.of(inputs)))
                .fault();
    }

    private static Shape known(Operation operation, Shape input) {
        return assertInstanceOf(Inference.Known.class, operation.infer(List.of(input)))
                .shape();
    }
}
