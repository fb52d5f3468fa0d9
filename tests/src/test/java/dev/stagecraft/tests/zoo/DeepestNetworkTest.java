package dev.stagecraft.tests.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.samples.zoo.CifarResNet1202Network;
import dev.stagecraft.samples.zoo.ResNet152Network;
import dev.stagecraft.samples.zoo.ResNet18Network;
import dev.stagecraft.samples.zoo.ResNet50Network;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ResNet-1202, the deepest network of He 2015: it is as easily declared, built and trained as any. */
class DeepestNetworkTest {
    private static final Path GENERATED = Path.of(
            "../samples/target/generated-sources/annotations/dev/stagecraft/samples/zoo/CifarResNet1202Network.java");

    @Test
    void sourceIsAFewHundredLines() throws IOException {
        long lines = Files.readAllLines(GENERATED).size();
        assertTrue(lines < 300, "equal blocks share a method, but there are " + lines + " lines");
    }

    /** The 600 blocks of ResNet-1202 differ in nothing but numbers and whether the shortcut projects. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                ResNet18Network.class,
                ResNet50Network.class,
                ResNet152Network.class,
                CifarResNet1202Network.class
            })
    void thereAreAsManyBlockMethodsAsForms(Class<?> generated) {
        long methods = Arrays.stream(generated.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.matches("(?i).*(block|bottleneck)\\d*"))
                .count();
        assertEquals(2, methods);
    }

    @Test
    void trainsAStep() {
        Network network = new CifarResNet1202Network();
        byte[] images = new byte[2 * network.input().values()];
        new Random(1).nextBytes(images);
        try (TrainableNetwork trainable =
                TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), 1)) {
            String before = trainable.weightsSha256();
            LossAndAccuracy step = trainable.step(new Batch(2, images, new int[] {3, 7}), 0.01f);
            assertTrue(Double.isFinite(step.loss()), "loss " + step.loss());
            assertNotEquals(before, trainable.weightsSha256());
        }
    }
}
