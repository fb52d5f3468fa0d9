package dev.stagecraft.benchmarks;

import java.util.List;

/**
 * What one process measures: a row of a table.
 *
 * @param name the name for {@code --rows}
 * @param measure what is measured
 * @param network binary name of the generated class
 * @param batch images at a time
 * @param warmUp runs that are not counted
 * @param runs runs that are measured; the process prints their median
 */
record Row(String name, Measure measure, String network, int batch, int warmUp, int runs) {
    private static final String ZOO = "dev.stagecraft.samples.zoo.";

    /** The rows of the table that compares two versions of this project. */
    static final List<Row> OF_VERSIONS = List.of(
            new Row("resnet18-96-train", Measure.TRAIN, "dev.stagecraft.samples.FashionResNet18Network", 128, 2, 8),
            new Row("cifar20-train", Measure.TRAIN, ZOO + "CifarResNet20Network", 128, 5, 30),
            new Row("resnet18-96-answer", Measure.ANSWER, "dev.stagecraft.samples.FashionResNet18Network", 1, 50, 300),
            new Row("resnet50-answer", Measure.ANSWER, ZOO + "ResNet50Network", 1, 20, 100),
            new Row("resnet152-build", Measure.BUILD, ZOO + "ResNet152Network", 1, 0, 1),
            new Row("resnet1202-build", Measure.BUILD, ZOO + "CifarResNet1202Network", 1, 0, 1));

    /** What is measured. */
    enum Measure {
        /** A training step of stochastic gradient descent without momentum. */
        TRAIN,
        /** Logits from the frozen network. */
        ANSWER,
        /** Opening the network, including its initialization. */
        BUILD
    }
}
