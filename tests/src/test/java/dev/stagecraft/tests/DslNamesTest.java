package dev.stagecraft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Padding;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.ResidualStages;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.dsl.Training;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The processor never loads the annotations, so what it calls them is held against them here. */
class DslNamesTest {
    @Test
    void namesAreThoseOfTheAnnotations() {
        assertEquals(ResidualNetwork.class.getName(), DslNames.qualified(DslNames.NETWORK));
        assertEquals(
                Stream.of(Stem.class, ResidualStage.class, ResidualStages.class, Head.class, Training.class)
                        .map(Class::getName)
                        .collect(Collectors.toSet()),
                DslNames.PARTS.stream().map(DslNames::qualified).collect(Collectors.toSet()));
    }

    @Test
    void constantsAreThoseOfTheAnnotations() {
        assertEquals(names(Padding.values()), names(PaddingMode.values()));
        assertEquals(names(Block.values()), names(BlockKind.values()));
        assertEquals(ResidualStage.BY_POSITION, StageSpec.BY_POSITION);
    }

    @Test
    void defaultsAreThoseOfTheAnnotation() throws NoSuchMethodException {
        assertEquals(
                TrainingSpec.DEFAULT,
                new TrainingSpec(
                        (int) defaultOf("epochs"),
                        (int) defaultOf("batchSize"),
                        (double) defaultOf("learningRate"),
                        List.of(),
                        (int) defaultOf("warmUpEpochs"),
                        List.of()));
        for (String part : List.of("sgd", "adam", "adamW", "stepDecay", "cosine")) {
            assertEquals(0, ((Object[]) defaultOf(part)).length, part);
        }
    }

    private static Object defaultOf(String attribute) throws NoSuchMethodException {
        return Training.class.getMethod(attribute).getDefaultValue();
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }
}
