package dev.stagecraft.tests.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.samples.D2lResNet18Network;
import dev.stagecraft.samples.FashionResNet18Network;
import dev.stagecraft.samples.zoo.CifarResNet110Network;
import dev.stagecraft.samples.zoo.CifarResNet20Network;
import dev.stagecraft.samples.zoo.CifarResNet56Network;
import dev.stagecraft.samples.zoo.ResNet101Network;
import dev.stagecraft.samples.zoo.ResNet152Network;
import dev.stagecraft.samples.zoo.ResNet18Network;
import dev.stagecraft.samples.zoo.ResNet34Network;
import dev.stagecraft.samples.zoo.ResNet50Network;
import dev.stagecraft.samples.zoo.ResNet50V1Network;
import dev.stagecraft.samples.zoo.ResNext50x32x4dNetwork;
import dev.stagecraft.samples.zoo.WideResNet50x2Network;
import dev.stagecraft.tests.support.Models;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published counts, from the plan and from the built graph alike. */
class GoldenCountsTest {
    /** Network, input, classes, variant and so the row of the table, with who declares it here. */
    private static final Map<String, Network> DECLARED = new LinkedHashMap<>();

    static {
        DECLARED.put("ResNet-18,224x224x3,1000,v1", new ResNet18Network());
        DECLARED.put("ResNet-34,224x224x3,1000,v1", new ResNet34Network());
        DECLARED.put("ResNet-50,224x224x3,1000,v1.5", new ResNet50Network());
        DECLARED.put("ResNet-50,224x224x3,1000,v1", new ResNet50V1Network());
        DECLARED.put("ResNet-101,224x224x3,1000,v1.5", new ResNet101Network());
        DECLARED.put("ResNet-152,224x224x3,1000,v1.5", new ResNet152Network());
        DECLARED.put("ResNet-20,32x32x3,10,CIFAR option A", new CifarResNet20Network());
        DECLARED.put("ResNet-56,32x32x3,10,CIFAR option A", new CifarResNet56Network());
        DECLARED.put("ResNet-110,32x32x3,10,CIFAR option A", new CifarResNet110Network());
        DECLARED.put("ResNeXt-50 32x4d,224x224x3,1000,v1.5", new ResNext50x32x4dNetwork());
        DECLARED.put("Wide ResNet-50-2,224x224x3,1000,v1.5", new WideResNet50x2Network());
        DECLARED.put("ResNet-18,96x96x1,10,paper's form", new FashionResNet18Network());
        DECLARED.put(
                "ResNet-18,224x224x1,10,Dive into Deep Learning's form (convolution biases; no norm on the 1x1 shortcut)",
                new D2lResNet18Network());
    }

    static Stream<Arguments> rows() throws IOException {
        try (InputStream in = GoldenCountsTest.class.getResourceAsStream("/golden/parameters.csv")) {
            List<String[]> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(",", -1))
                    .toList();
            return DECLARED.entrySet().stream()
                    .map(entry -> Arguments.of(
                            entry.getKey(),
                            entry.getValue(),
                            rows.stream()
                                    .filter(row -> row.length > 4
                                            && String.join(",", Arrays.copyOf(row, 4))
                                                    .equals(entry.getKey()))
                                    .findFirst()
                                    .orElse(null)));
        }
    }

    @Test
    void everyPublishedRowIsDeclared() throws IOException {
        try (InputStream in = GoldenCountsTest.class.getResourceAsStream("/golden/parameters.csv")) {
            assertEquals(
                    DECLARED.keySet(),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#") && !line.startsWith("network,"))
                            .map(line -> String.join(",", Arrays.copyOf(line.split(",", -1), 4)))
                            .collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void countsAreThePublishedOnes(String name, Network network, String[] row) throws IOException {
        assertNotNull(row, name + " is in the table");
        long trainable = Long.parseLong(row[4]);
        // Empty where nobody published it.
        OptionalLong statistics = row[5].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(row[5]));
        JsonObject table = Models.table(network);
        assertEquals(
                trainable, table.getAsJsonObject("parameters").get("trainable").getAsLong());
        long planned = table.getAsJsonObject("parameters").get("nonTrainable").getAsLong();
        assertEquals(statistics.orElse(planned), planned);
        if (!row[6].isEmpty()) {
            double published = Double.parseDouble(row[6]);
            assertEquals(published, table.get("multiplyAccumulates").getAsDouble(), published * 0.001);
        }
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            assertEquals(trainable, count(graph, true));
            assertEquals(planned, count(graph, false));
        }
    }

    private static long count(NetworkGraph graph, boolean trainable) {
        return graph.variables().stream()
                .filter(variable -> variable.trainable() == trainable)
                .mapToLong(variable -> variable.shape().size())
                .sum();
    }
}
