package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.dsl.Activation;
import dev.stagecraft.dsl.Block;
import dev.stagecraft.dsl.Budget;
import dev.stagecraft.dsl.Features;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.KernelInitializer;
import dev.stagecraft.dsl.Layer;
import dev.stagecraft.dsl.LayerKind;
import dev.stagecraft.dsl.Layers;
import dev.stagecraft.dsl.Order;
import dev.stagecraft.dsl.Padding;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualBlock;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.ResidualStages;
import dev.stagecraft.dsl.ResizeFilter;
import dev.stagecraft.dsl.ResizeMode;
import dev.stagecraft.dsl.ShortcutKind;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.dsl.Training;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.spec.ActivationKind;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BudgetSpec;
import dev.stagecraft.processor.spec.FilterKind;
import dev.stagecraft.processor.spec.InitializerKind;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.PresetKind;
import dev.stagecraft.processor.spec.ResizeKind;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The processor never loads the annotations, so what it calls them is held against them here. */
class DslNamesTest {
    @Test
    void namesAreThoseOfTheAnnotations() {
        assertEquals(ResidualNetwork.class.getName(), DslNames.qualified(DslNames.NETWORK));
        assertEquals(ResidualBlock.class.getName(), DslNames.qualified(DslNames.BLOCK));
        assertEquals(
                qualified(
                        Stem.class,
                        ResidualStage.class,
                        ResidualStages.class,
                        Head.class,
                        Features.class,
                        Training.class,
                        Budget.class),
                qualified(DslNames.PARTS));
        assertEquals(qualified(Layer.class, Layers.class), qualified(DslNames.BLOCK_PARTS));
    }

    @Test
    void constantsAreThoseOfTheAnnotations() {
        assertEquals(names(Padding.values()), names(PaddingMode.values()));
        assertEquals(names(ResizeMode.values()), names(ResizeKind.values()));
        assertEquals(names(ResizeFilter.values()), names(FilterKind.values()));
        assertEquals(names(Block.values()), names(BlockKind.values()));
        assertEquals(names(Preset.values()), names(PresetKind.values()));
        assertEquals(names(Order.values()), names(OrderKind.values()));
        assertEquals(names(Activation.values()), names(ActivationKind.values()));
        assertEquals(names(KernelInitializer.values()), names(InitializerKind.values()));
        assertEquals(names(ShortcutKind.values()), names(dev.stagecraft.processor.spec.ShortcutKind.values()));
        assertEquals(names(LayerKind.values()), names(dev.stagecraft.processor.spec.LayerKind.values()));
        assertEquals(ResidualStage.BY_POSITION, StageSpec.BY_POSITION);
        assertEquals(Budget.NONE, BudgetSpec.NO_LIMIT);
        assertEquals(Budget.OF_TRAINING, BudgetSpec.OF_TRAINING);
    }

    private static Set<String> qualified(Class<?>... annotations) {
        return Stream.of(annotations).map(Class::getName).collect(Collectors.toSet());
    }

    private static Set<String> qualified(Set<String> simpleNames) {
        return simpleNames.stream().map(DslNames::qualified).collect(Collectors.toSet());
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }
}
