package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.LayerFactory.Slot;
import dev.stagecraft.processor.plan.StepName.Part;
import dev.stagecraft.processor.rule.CheckedNetwork;
import dev.stagecraft.processor.shape.Blur;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.AntialiasKind;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.Scope;
import dev.stagecraft.processor.spec.StemSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lowers the stem: its convolutions, and what makes their output smaller. */
final class StemLowering {
    private static final String BODY = BlockLowering.BODY;
    private static final Origin STEM = Origin.of("Stem");
    /** A convolution in the place of the pool, with what follows it. */
    private static final Part POOL = Part.named("pool");

    private final NetworkSpec spec;
    private final Optional<PoolSpec> pool;
    private final Parts parts;
    private final Report report;

    StemLowering(CheckedNetwork network, Parts parts, Report report) {
        this.spec = network.spec();
        this.pool = network.pool();
        this.parts = parts;
        this.report = report;
    }

    /** The stem, where every step of it had a shape. */
    Optional<Section> lower(StemSpec stem, Shape input, Way way) {
        SectionBuilder section = new SectionBuilder(Scope.stem(), input, way, report);
        List<Integer> widths = new ArrayList<>(stem.before());
        widths.add(stem.channels());
        boolean endsHere = pool.isEmpty() || !stem.poolConvolution();
        for (int i = 0; i < widths.size(); i++) {
            boolean last = i == widths.size() - 1;
            String number = widths.size() == 1 ? "" : String.valueOf(i + 1);
            Origin channels = last ? STEM.at("channels") : STEM.at("before").item(i);
            parts.convolution(stem.kernel(), widths.get(i), 1, new Origins(channels, STEM.at("kernel"), STEM))
                    .add(
                            section,
                            new Slot(
                                    StepName.of("conv" + number),
                                    i == 0 ? stem.stride() : 1,
                                    i == 0 ? Section.INPUT : BODY,
                                    BODY,
                                    STEM.at("kernel")));
            normalizeAndActivate(section, Part.BODY, number, last && endsHere);
        }
        pool.ifPresent(each -> {
            if (stem.poolConvolution()) {
                convolve(section, each, stem.channels());
            } else {
                pool(section, each);
            }
        });
        return section.build();
    }

    /** In pre-activation the first block begins with both. */
    private void normalizeAndActivate(SectionBuilder section, Part part, String number, boolean last) {
        if (!last || spec.order() == OrderKind.POST_ACTIVATION) {
            parts.normalization(false).add(section, new Slot(part.step("norm" + number), 1, BODY, BODY, STEM));
            StepName activation = part.step(parts.activation().kind() + number);
            parts.activated().add(section, new Slot(activation, 1, BODY, BODY, STEM));
        }
    }

    /** Bello 2021: a convolution of equal width has the pool's window and stride. */
    private void convolve(SectionBuilder section, PoolSpec window, int channels) {
        Origin origin = origin();
        AntialiasKind antialias = antialias(window);
        int stride = antialias == AntialiasKind.NONE ? window.stride() : 1;
        parts.convolution(window.size(), channels, 1, new Origins(STEM.at("channels"), origin.at("size"), STEM))
                .add(section, new Slot(POOL.step("conv"), stride, BODY, BODY, origin.at("size")));
        antialias(section, POOL, antialias, window.stride());
        normalizeAndActivate(section, POOL, "", true);
    }

    /** Where the network is anti-aliased, a blur has the pool's stride, or an average pool takes its place. */
    private void pool(SectionBuilder section, PoolSpec window) {
        AntialiasKind antialias = antialias(window);
        if (antialias != AntialiasKind.AVERAGE_POOL) {
            PoolSpec max = antialias == AntialiasKind.BLUR ? new PoolSpec(window.size(), 1) : window;
            section.add(StepName.of("pool"), parts.maxPool(max), BODY, BODY, origin().at("size"));
        }
        antialias(section, Part.BODY, antialias, window.stride());
    }

    private void antialias(SectionBuilder section, Part part, AntialiasKind antialias, int stride) {
        Origin origin = origin().at("stride");
        switch (antialias) {
            case NONE -> {}
            case BLUR -> section.add(part.step("blur"), new Blur(stride), BODY, BODY, origin);
            case AVERAGE_POOL -> section.add(part.step("pool"), parts.averagePool(stride), BODY, BODY, origin);
        }
    }

    private AntialiasKind antialias(PoolSpec window) {
        return window.stride() > 1 ? spec.antialias() : AntialiasKind.NONE;
    }

    private static Origin origin() {
        return STEM.at("pool").item(0);
    }
}
