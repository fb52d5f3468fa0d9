package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.GlobalAveragePool;
import dev.stagecraft.processor.shape.MaxPool;
import dev.stagecraft.processor.shape.Relu;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.shape.Window;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lowers a declaration to its plan. Problems are collected, and lowering goes on with what is known: a part whose values
 * are wrong has no known output, and what follows it is checked for its own values alone.
 */
public final class Lowering {
    private static final String BODY = "x";
    private static final String SHORTCUT = "shortcut";

    private final NetworkSpec spec;
    private final Report report;
    private final ValueRules rules;

    private Lowering(NetworkSpec spec, Report report) {
        this.spec = spec;
        this.report = report;
        this.rules = new ValueRules(report);
    }

    /** The plan, where the report stays clean. */
    public static Optional<NetworkPlan> lower(NetworkSpec spec, Report report) {
        return new Lowering(spec, report).lower();
    }

    private Optional<NetworkPlan> lower() {
        rules.requireParts(spec);
        rules.check(spec.norm());
        rules.check(spec.training());
        boolean widths = rules.check(spec.bottleneck());
        Optional<Shape> input = rules.check(spec.input())
                ? Optional.of(Shape.image(
                        spec.input().height(),
                        spec.input().width(),
                        spec.input().channels()))
                : Optional.empty();

        // Every part is checked for its own values, whether or not the parts before it are right.
        Optional<Section> stem = spec.stem().filter(rules::check).flatMap(s -> input.flatMap(shape -> stem(s, shape)));
        Optional<Shape> shape = stem.map(Section::output);
        List<StagePlan> stages = new ArrayList<>();
        for (int i = 0; i < spec.stages().size(); i++) {
            int position = i;
            StageSpec declared = spec.stages().get(i);
            boolean right = rules.check(declared, position) && widths;
            Optional<StagePlan> stage = right ? shape.flatMap(s -> stage(declared, position, s)) : Optional.empty();
            stage.ifPresent(stages::add);
            shape = stage.map(s -> s.blocks().get(s.blocks().size() - 1).output());
        }
        Optional<Shape> features = shape;
        Optional<Section> head = spec.head().filter(rules::check).flatMap(h -> features.flatMap(s -> head(h, s)));

        if (!report.isClean()) {
            return Optional.empty();
        }
        return Optional.of(
                new NetworkPlan(input.orElseThrow(), stem.orElseThrow(), stages, head.orElseThrow(), spec.training()));
    }

    private Optional<Section> stem(StemSpec stem, Shape input) {
        Origin origin = Origin.of("Stem");
        SectionBuilder section = new SectionBuilder("stem", "stem", input, report);
        convolve(
                section,
                "conv",
                stem.kernel(),
                stem.stride(),
                stem.channels(),
                Section.INPUT,
                BODY,
                origin.at("kernel"));
        section.add("norm", norm(stem.channels()), BODY, BODY, origin).add("relu", new Relu(), BODY, BODY, origin);
        for (PoolSpec pool : stem.pools()) {
            section.add("pool", new MaxPool(window(pool.size(), pool.stride())), BODY, BODY, origin.at("pool.size"));
        }
        return section.build();
    }

    private Optional<StagePlan> stage(StageSpec stage, int position, Shape input) {
        String place = "stage" + (position + 1);
        Origin origin = new Origin("ResidualStage", position, "");
        BlockRecipe recipe = BlockRecipe.of(stage.block(), spec.bottleneck());
        List<Section> blocks = new ArrayList<>();
        Shape shape = input;
        for (int block = 1; block <= stage.blocks(); block++) {
            int stride = block == 1 ? stage.strideAt(position) : 1;
            SectionBuilder section = new SectionBuilder(
                    place + "/block" + block, "stage " + (position + 1) + ", block " + block, shape, report);
            Optional<Section> lowered = block(section, recipe, stage.channels(), stride, origin);
            if (lowered.isEmpty()) {
                return Optional.empty();
            }
            blocks.add(lowered.get());
            shape = lowered.get().output();
        }
        return Optional.of(new StagePlan(place, blocks));
    }

    /** A body, the sum with the shortcut, and a rectifier (He 2015, Figures 2 and 5; the projection is its option B). */
    private Optional<Section> block(SectionBuilder section, BlockRecipe recipe, int width, int stride, Origin origin) {
        Shape input = section.shapeOf(Section.INPUT);
        Origin channels = origin.at("channels");
        body(section, recipe, width, stride, origin);

        int out = width * recipe.expansion();
        String shortcut = Section.INPUT;
        if (stride != 1 || out != input.channels()) {
            shortcut = SHORTCUT;
            convolve(section, "shortcut/conv", 1, stride, out, Section.INPUT, SHORTCUT, channels);
            if (spec.projectionNorm()) {
                section.add("shortcut/norm", norm(out), SHORTCUT, SHORTCUT, origin);
            }
        }
        section.add("sum", new Add(), List.of(BODY, shortcut), BODY, channels)
                .add("relu", new Relu(), BODY, BODY, origin);
        return section.build();
    }

    /** Operations are numbered by kind, from 1. */
    private void body(SectionBuilder section, BlockRecipe recipe, int width, int stride, Origin origin) {
        int convolutions = 0;
        int norms = 0;
        int activations = 0;
        String from = Section.INPUT;
        int channels = section.shapeOf(from).channels();
        for (BlockRecipe.Part part : recipe.body()) {
            if (part instanceof BlockRecipe.Convolution conv) {
                channels = width * conv.widening();
                int step = conv.strided() ? stride : 1;
                String name = "conv" + ++convolutions;
                convolve(section, name, conv.kernel(), step, channels, from, BODY, origin.at("channels"));
            } else if (part instanceof BlockRecipe.Norm) {
                section.add("norm" + ++norms, norm(channels), from, BODY, origin);
            } else {
                section.add("relu" + ++activations, new Relu(), from, BODY, origin);
            }
            from = BODY;
        }
    }

    private Optional<Section> head(HeadSpec head, Shape input) {
        Origin origin = Origin.of("Head");
        return new SectionBuilder("head", "head", input, report)
                .add("pool", new GlobalAveragePool(), Section.INPUT, BODY, origin)
                .add("dense", new Dense(input.channels(), head.classes()), BODY, BODY, origin.at("classes"))
                .build();
    }

    private void convolve(
            SectionBuilder section,
            String name,
            int kernel,
            int stride,
            int channels,
            String from,
            String to,
            Origin origin) {
        Shape input = section.shapeOf(from);
        if (input != null) {
            Conv2d conv = new Conv2d(window(kernel, stride), input.channels(), channels, spec.convolutionBias());
            section.add(name, conv, from, to, origin);
        }
    }

    private BatchNorm norm(int channels) {
        return new BatchNorm(channels, spec.norm().momentum(), spec.norm().epsilon());
    }

    private Window window(int size, int stride) {
        return spec.padding() == PaddingMode.SAME ? Window.same(size, stride) : Window.symmetric(size, stride);
    }
}
