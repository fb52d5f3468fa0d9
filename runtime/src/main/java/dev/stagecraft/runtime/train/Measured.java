package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.LossAndAccuracy;
import java.util.Map;
import java.util.Optional;

/**
 * What an epoch's evaluation has shown.
 *
 * @param validation over the images to validate on; empty where the data has none
 * @param test over the images to test on; empty where they were not looked at
 * @param metrics the values of further metrics, by name
 */
record Measured(Optional<LossAndAccuracy> validation, Optional<LossAndAccuracy> test, Map<String, Double> metrics) {}
