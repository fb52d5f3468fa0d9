package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.Origin;

/** What a block of a developer's own must be, whatever network uses it. */
public final class CustomBlockRules {
    /** Each layer is a few lines of one method, which may hold 64 KB. */
    private static final int MOST_LAYERS = 200;

    private final Report report;

    /** Rules that report here. */
    public CustomBlockRules(Report report) {
        this.report = report;
    }

    /** Reports what is wrong with a block; says whether nothing is. */
    public boolean check(CustomBlockSpec block) {
        int before = report.count();
        Origin type = Origin.of("ResidualBlock").on(block.type());
        if (block.layers().stream().noneMatch(layer -> layer.kind() == LayerKind.CONVOLUTION)) {
            report.add(
                    Code.MISSING_PART,
                    type,
                    block.simpleName() + ": a block without a convolution was found, one or more were expected; add for"
                            + " example @Layer(value = LayerKind.CONVOLUTION, strided = true)");
        }
        if (block.layers().size() > MOST_LAYERS) {
            report.add(
                    Code.OUT_OF_RANGE,
                    Origin.of("Layer", MOST_LAYERS).on(block.type()),
                    block.simpleName() + ": " + block.layers().size() + " layers were found, at most " + MOST_LAYERS
                            + " were expected; declare a shorter block, and more of them");
        }
        int strided = 0;
        for (int i = 0; i < block.layers().size(); i++) {
            LayerSpec layer = block.layers().get(i);
            Origin origin = Origin.of("Layer", i).on(block.type());
            String place = block.simpleName() + ", layer " + (i + 1);
            require(
                    layer.kernel() >= 1 && layer.kernel() <= Windows.MOST_KERNEL,
                    place,
                    "kernel",
                    layer.kernel(),
                    layer.kernel() < 1 ? "1 or more" : Windows.range(Windows.MOST_KERNEL),
                    origin);
            require(layer.groups() >= 1, place, "groups", layer.groups(), "1 or more", origin);
            require(
                    layer.width() > 0 && Double.isFinite(layer.width()),
                    place,
                    "width",
                    layer.width(),
                    "above 0 and finite",
                    origin);
            if (layer.strided() && layer.kind() != LayerKind.CONVOLUTION) {
                contradict(place + ": only a convolution can be strided; take strided away", origin);
            } else if (layer.strided() && ++strided == 2) {
                contradict(
                        place + ": a second strided layer was found, at most one was expected; take strided away",
                        origin);
            }
        }
        return report.count() == before;
    }

    private void require(boolean right, String place, String attribute, Object found, String expected, Origin origin) {
        if (!right) {
            report.add(
                    Code.OUT_OF_RANGE,
                    origin.at(attribute),
                    place + ": " + attribute + " is " + found + ", expected is " + expected);
        }
    }

    private void contradict(String text, Origin origin) {
        report.add(Code.CONTRADICTION, origin.at("strided"), text);
    }
}
