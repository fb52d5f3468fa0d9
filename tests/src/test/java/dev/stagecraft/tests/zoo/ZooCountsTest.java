package dev.stagecraft.tests.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.tests.support.Models;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every named network against counts by hand: formulas over the papers' tables, which share nothing with the processor.
 * Those that are in the golden table are held against that as well.
 */
class ZooCountsTest {
    private static final List<Integer> IMAGENET = List.of(64, 128, 256, 512);
    private static final List<Integer> CIFAR = List.of(16, 32, 64);
    private static final int[] RESNET_18 = {2, 2, 2, 2};
    private static final int[] RESNET_34 = {3, 4, 6, 3};
    private static final int[] RESNET_101 = {3, 4, 23, 3};
    private static final int[] RESNET_152 = {3, 8, 36, 3};
    private static final int[] RESNET_200 = {3, 24, 36, 3};

    static Stream<Arguments> named() {
        return Stream.of(
                imageNet("ResNet18", RESNET_18, false),
                imageNet("ResNet34", RESNET_34, false),
                imageNet("ResNet50", RESNET_34, true),
                imageNet("ResNet101", RESNET_101, true),
                imageNet("ResNet152", RESNET_152, true),
                imageNet("ResNet200", RESNET_200, true),
                Arguments.of("ResNet50V1", byHand(IMAGENET, RESNET_34, true).strideOnFirst()),
                Arguments.of("ResNet101V1", byHand(IMAGENET, RESNET_101, true).strideOnFirst()),
                Arguments.of("ResNet152V1", byHand(IMAGENET, RESNET_152, true).strideOnFirst()),
                Arguments.of("ResNet18V2", byHand(IMAGENET, RESNET_18, false).preActivation()),
                Arguments.of("ResNet34V2", byHand(IMAGENET, RESNET_34, false).preActivation()),
                Arguments.of("ResNet50V2", byHand(IMAGENET, RESNET_34, true).preActivation()),
                Arguments.of("ResNet101V2", byHand(IMAGENET, RESNET_101, true).preActivation()),
                Arguments.of("ResNet152V2", byHand(IMAGENET, RESNET_152, true).preActivation()),
                Arguments.of("ResNet200V2", byHand(IMAGENET, RESNET_200, true).preActivation()),
                Arguments.of("ResNet18D", byHand(IMAGENET, RESNET_18, false).deepStem()),
                Arguments.of("ResNet50D", byHand(IMAGENET, RESNET_34, true).deepStem()),
                Arguments.of("SeResNet50", byHand(IMAGENET, RESNET_34, true).excited(16)),
                Arguments.of(
                        "ResNext50x32x4d", byHand(IMAGENET, RESNET_34, true).groups(32, 4)),
                Arguments.of(
                        "ResNext101x32x8d", byHand(IMAGENET, RESNET_101, true).groups(32, 8)),
                Arguments.of(
                        "ResNext101x64x4d", byHand(IMAGENET, RESNET_101, true).groups(64, 4)),
                Arguments.of("WideResNet50x2", byHand(IMAGENET, RESNET_34, true).groups(1, 128)),
                Arguments.of(
                        "WideResNet101x2", byHand(IMAGENET, RESNET_101, true).groups(1, 128)),
                Arguments.of("SeResNet18", byHand(IMAGENET, RESNET_18, false).excited(16, 8)),
                Arguments.of("SeResNet34", byHand(IMAGENET, RESNET_34, false).excited(16, 8)),
                Arguments.of(
                        "ResNetRs50",
                        byHand(IMAGENET, new int[] {3, 4, 6, 3}, true).revisited()),
                Arguments.of(
                        "ResNetRs101",
                        byHand(IMAGENET, new int[] {3, 4, 23, 3}, true).revisited()),
                Arguments.of(
                        "ResNetRs152",
                        byHand(IMAGENET, new int[] {3, 8, 36, 3}, true).revisited()),
                Arguments.of(
                        "ResNetRs200",
                        byHand(IMAGENET, new int[] {3, 24, 36, 3}, true).revisited()),
                Arguments.of(
                        "ResNetRs270",
                        byHand(IMAGENET, new int[] {4, 29, 53, 4}, true).revisited()),
                Arguments.of(
                        "ResNetRs350",
                        byHand(IMAGENET, new int[] {4, 36, 72, 4}, true).revisited()),
                Arguments.of(
                        "ResNetRs420",
                        byHand(IMAGENET, new int[] {4, 44, 87, 4}, true).revisited()),
                Arguments.of(
                        "ResNetAa34D",
                        byHand(IMAGENET, RESNET_34, false).deepStem().averaged()),
                Arguments.of("ResNetAa50", byHand(IMAGENET, RESNET_34, true).averaged()),
                Arguments.of(
                        "ResNetAa50D",
                        byHand(IMAGENET, RESNET_34, true).deepStem().averaged()),
                Arguments.of(
                        "ResNetAa101D",
                        byHand(IMAGENET, RESNET_101, true).deepStem().averaged()),
                Arguments.of(
                        "SeResNetAa50D",
                        byHand(IMAGENET, RESNET_34, true).deepStem().averaged().excited(16, 8)),
                Arguments.of(
                        "SeResNextAa101D32x8d",
                        byHand(IMAGENET, RESNET_101, true)
                                .deepStem()
                                .averaged()
                                .excited(16, 8)
                                .groups(32, 8)),
                Arguments.of(
                        "SeResNextAa201D32x8d",
                        byHand(IMAGENET, new int[] {3, 24, 36, 4}, true)
                                .deepStem(64)
                                .averaged()
                                .excited(16, 8)
                                .groups(32, 8)),
                Arguments.of("CifarResNet20", cifar(3, false).withoutProjections()),
                Arguments.of("CifarResNet32", cifar(5, false).withoutProjections()),
                Arguments.of("CifarResNet44", cifar(7, false).withoutProjections()),
                Arguments.of("CifarResNet56", cifar(9, false).withoutProjections()),
                Arguments.of("CifarResNet110", cifar(18, false).withoutProjections()),
                Arguments.of("CifarResNet1202", cifar(200, false).withoutProjections()),
                Arguments.of("CifarResNet20B", cifar(3, false)),
                Arguments.of("CifarResNet56B", cifar(9, false)),
                Arguments.of("CifarResNet110B", cifar(18, false)),
                Arguments.of("CifarPlain20", cifar(3, false).withoutProjections()),
                Arguments.of("CifarPlain56", cifar(9, false).withoutProjections()),
                Arguments.of("CifarResNet164", cifar(18, true)),
                Arguments.of(
                        "CifarPreActResNet110",
                        cifar(18, false).withoutProjections().preActivation()),
                Arguments.of("CifarPreActResNet164", cifar(18, true).preActivation()),
                Arguments.of("CifarPreActResNet1001", cifar(111, true).preActivation()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void countsAreThoseByHand(String name, CountsByHand byHand) throws IOException {
        CountsByHand.Counts expected = byHand.counts();
        JsonObject table = Models.table(network(name));
        JsonObject parameters = table.getAsJsonObject("parameters");
        assertEquals(expected.trainable(), parameters.get("trainable").getAsLong());
        assertEquals(expected.statistics(), parameters.get("nonTrainable").getAsLong());
        assertEquals(expected.products(), table.get("multiplyAccumulates").getAsLong());
    }

    static Network network(String name) {
        try {
            return Class.forName("dev.stagecraft.samples.zoo." + name + "Network")
                    .asSubclass(Network.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Arguments imageNet(String name, int[] blocks, boolean bottlenecks) {
        return Arguments.of(name, byHand(IMAGENET, blocks, bottlenecks));
    }

    private static CountsByHand byHand(List<Integer> widths, int[] blocks, boolean bottlenecks) {
        return new CountsByHand(widths, blocks, bottlenecks);
    }

    private static CountsByHand cifar(int blocks, boolean bottlenecks) {
        return new CountsByHand(CIFAR, new int[] {blocks, blocks, blocks}, bottlenecks);
    }
}
