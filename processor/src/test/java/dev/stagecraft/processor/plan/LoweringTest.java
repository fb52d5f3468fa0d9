package dev.stagecraft.processor.plan;

import static dev.stagecraft.processor.plan.Specs.stage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.AugmentationSpec;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.ShortcutSpec;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LoweringTest {
    private static final List<StageSpec> RESNET_18 = List.of(stage(64, 2), stage(128, 2), stage(256, 2), stage(512, 2));

    /** The text's table for one gray image of 224×224, in NHWC. */
    @Test
    void textsShapeTable() {
        NetworkPlan plan = plan(paper(new InputSpec(224, 224, 1), RESNET_18));
        Map<String, Shape> outputs = plan.layers().stream()
                .collect(Collectors.toMap(
                        NetworkPlan.Layer::name, layer -> layer.step().output()));
        assertEquals(Shape.image(112, 112, 64), outputs.get("stem/conv"));
        assertEquals(Shape.image(112, 112, 64), outputs.get("stem/norm"));
        assertEquals(Shape.image(112, 112, 64), outputs.get("stem/relu"));
        assertEquals(Shape.image(56, 56, 64), outputs.get("stem/pool"));
        assertEquals(Shape.image(56, 56, 64), outputs.get("stage1/block2/relu"));
        assertEquals(Shape.image(28, 28, 128), outputs.get("stage2/block2/relu"));
        assertEquals(Shape.image(14, 14, 256), outputs.get("stage3/block2/relu"));
        assertEquals(Shape.image(7, 7, 512), outputs.get("stage4/block2/relu"));
        assertEquals(Shape.features(512), outputs.get("head/pool"));
        assertEquals(Shape.features(10), outputs.get("head/dense"));
    }

    @Test
    void papersFormHasItsCounts() {
        NetworkPlan plan = plan(paper(new InputSpec(96, 96, 1), RESNET_18));
        assertEquals(11_175_370, plan.parameters());
        assertEquals(9_600, plan.statistics());
        assertEquals(0.3187e9, (double) plan.multiplyAccumulates(), 0.3187e9 * 0.001);
    }

    @Test
    void textsFormHasItsCounts() {
        Specs text = specs(new InputSpec(224, 224, 1), RESNET_18, 10);
        text.convolutionBias = true;
        text.shortcut = new ShortcutSpec(ShortcutKind.PROJECTION, false);
        NetworkPlan plan = plan(text.spec());
        assertEquals(11_178_378, plan.parameters());
        assertEquals(7_808, plan.statistics());
    }

    @Test
    void theGoldenResNetsOfBasicBlocksHaveTheirCounts() {
        NetworkPlan resNet18 = plan(imageNet(RESNET_18));
        assertEquals(11_689_512, resNet18.parameters());
        assertEquals(9_600, resNet18.statistics());
        assertEquals(1.814e9, (double) resNet18.multiplyAccumulates(), 1.814e9 * 0.001);
        NetworkPlan resNet34 = plan(imageNet(List.of(stage(64, 3), stage(128, 4), stage(256, 6), stage(512, 3))));
        assertEquals(21_797_672, resNet34.parameters());
        assertEquals(17_024, resNet34.statistics());
        assertEquals(3.664e9, (double) resNet34.multiplyAccumulates(), 3.664e9 * 0.001);
    }

    @Test
    void shortcutProjectsOnlyWhereShapesDiffer() {
        NetworkPlan plan = plan(paper(new InputSpec(96, 96, 1), RESNET_18));
        List<String> projections = plan.layers().stream()
                .map(NetworkPlan.Layer::name)
                .filter(name -> name.endsWith("shortcut/conv"))
                .toList();
        assertEquals(
                List.of("stage2/block1/shortcut/conv", "stage3/block1/shortcut/conv", "stage4/block1/shortcut/conv"),
                projections);
    }

    @Test
    void operationsKnowTheDeclaredValueTheyCameFrom() {
        Map<String, Origin> origins = plan(paper(new InputSpec(96, 96, 1), RESNET_18)).layers().stream()
                .collect(Collectors.toMap(
                        NetworkPlan.Layer::name, layer -> layer.step().origin()));
        assertEquals(Origin.of("Stem").at("kernel"), origins.get("stem/conv"));
        assertEquals(Origin.of("Stem").at("pool[0].size"), origins.get("stem/pool"));
        assertEquals(Origin.of("ResidualStage", 2).at("channels"), origins.get("stage3/block1/conv1"));
        assertEquals(Origin.of("Head").at("classes"), origins.get("head/dense"));
    }

    @Test
    void equalBlocksRunTogether() {
        NetworkPlan plan = plan(paper(new InputSpec(96, 96, 1), List.of(stage(64, 4), stage(128, 3))));
        assertEquals(
                List.of(List.of(1, 4)),
                plan.stages().get(0).runs().stream()
                        .map(run -> List.of(run.first(), run.last()))
                        .toList());
        assertEquals(
                List.of(List.of(1, 1), List.of(2, 3)),
                plan.stages().get(1).runs().stream()
                        .map(run -> List.of(run.first(), run.last()))
                        .toList());
    }

    @Test
    void oneWrongStageIsOneProblem() {
        List<Problem> problems = problems(
                paper(new InputSpec(96, 96, 1), List.of(stage(64, 2), stage(0, 2), stage(256, 2), stage(512, 2))));
        assertEquals(1, problems.size(), problems.toString());
        assertEquals(Code.OUT_OF_RANGE, problems.get(0).code());
        assertEquals(
                Origin.of("ResidualStage", 1).at("channels"), problems.get(0).origin());
    }

    @Test
    void allWrongValuesAreFoundAtOnce() {
        Specs wrong = new Specs();
        wrong.input = new InputSpec(0, 96, -1);
        wrong.stem = Optional.of(new StemSpec(0, 0, 0, List.of(0), List.of(new PoolSpec(0, 0)), false));
        wrong.stages = List.of(new StageSpec(0, 0, -1, Optional.empty(), Optional.empty()));
        wrong.head = Optional.of(new HeadSpec(1, 1));
        wrong.norm = new NormSpec(1.0, 0, false);
        wrong.bottleneck = new BottleneckSpec(0, false, 0, 0);
        wrong.squeezeExcitation = List.of(new SqueezeExcitationSpec(0, 0));
        wrong.stochasticDepth = 1;
        wrong.training = new TrainingSpec(
                TrainingSpec.DEFAULT
                        .values()
                        .with("epochs", 0)
                        .with("batchSize", 0)
                        .with("learningRate", Double.NaN),
                List.of(),
                List.of(),
                AugmentationSpec.NONE);
        NetworkSpec spec = wrong.spec();
        List<Problem> problems = problems(spec);
        assertEquals(23, problems.size(), problems.toString());
        assertTrue(problems.stream().allMatch(problem -> problem.code() == Code.OUT_OF_RANGE));
    }

    @Test
    void missingPartsAreNamed() {
        Specs empty = new Specs();
        empty.stem = Optional.empty();
        empty.stages = List.of();
        empty.head = Optional.empty();
        NetworkSpec spec = empty.spec();
        assertEquals(
                List.of(Code.MISSING_PART, Code.MISSING_PART, Code.MISSING_PART),
                problems(spec).stream().map(Problem::code).toList());
    }

    @Test
    void evenPoolThatDoesNotFitIsNamedWithItsPlace() {
        Specs small = specs(new InputSpec(2, 2, 1), List.of(stage(4, 1)), 2);
        small.stem = Optional.of(new StemSpec(4, 3, 2, List.of(), List.of(new PoolSpec(2, 2)), false));
        NetworkSpec spec = small.spec();
        List<Problem> problems = problems(spec);
        assertEquals(1, problems.size(), problems.toString());
        assertEquals(Code.WINDOW_DOES_NOT_FIT, problems.get(0).code());
        assertEquals(Origin.of("Stem").at("pool[0].size"), problems.get(0).origin());
        assertTrue(problems.get(0).message().contains("1×1×4"), problems.get(0).message());
    }

    @Test
    void tensorThatCannotBeBuiltIsNamed() {
        List<Problem> problems =
                problems(paper(new InputSpec(96, 96, 1), List.of(stage(64, 1), stage(Integer.MAX_VALUE, 1))));
        assertEquals(
                List.of(Code.OVERFLOW), problems.stream().map(Problem::code).toList());
    }

    @Test
    void tensorFlowsPaddingCanBeAskedFor() {
        Specs same = specs(new InputSpec(97, 97, 1), RESNET_18, 10);
        same.padding = PaddingMode.SAME;
        NetworkPlan plan = plan(same.spec());
        assertEquals(Shape.image(25, 25, 64), plan.stem().output());
    }

    private static NetworkSpec paper(InputSpec input, List<StageSpec> stages) {
        return specs(input, stages, 10).spec();
    }

    private static NetworkSpec imageNet(List<StageSpec> stages) {
        return specs(new InputSpec(224, 224, 3), stages, 1000).spec();
    }

    private static Specs specs(InputSpec input, List<StageSpec> stages, int classes) {
        Specs specs = new Specs();
        specs.input = input;
        specs.stages = stages;
        specs.head = Optional.of(new HeadSpec(classes, 0));
        return specs;
    }

    private static NetworkPlan plan(NetworkSpec spec) {
        Report report = new Report();
        Optional<NetworkPlan> plan = Specs.lower(spec, report);
        assertTrue(report.isClean(), report.problems().toString());
        return plan.orElseThrow();
    }

    private static List<Problem> problems(NetworkSpec spec) {
        Report report = new Report();
        assertFalse(Specs.lower(spec, report).isPresent(), "a plan with a problem is never given");
        return report.problems();
    }
}
