package dev.stagecraft.processor.remedy;

import static dev.stagecraft.processor.remedy.Candidates.NETWORK;
import static dev.stagecraft.processor.remedy.Candidates.POOL;
import static dev.stagecraft.processor.remedy.Candidates.STEM;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.spec.AntialiasKind;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Windows, strides, groups, and the two sides of a sum. */
final class Shapes {
    private static final int MOST_GROUPS = 256;

    private Shapes() {}

    static Candidates stride(Candidates all) {
        return all.values(all.problem().origin(), IntStream.of(1, 2));
    }

    /** An odd window is padded by half of itself, so that it always fits. */
    static Candidates windows(Candidates all) {
        Candidates more = all;
        Optional<StemSpec> stem = all.spec().stem();
        if (stem.isPresent() && !stem.get().pools().isEmpty()) {
            more = odd(more, POOL.at("size"), stem.get().pools().get(0).size());
        }
        if (stem.isPresent()) {
            more = odd(more, STEM.at("kernel"), stem.get().kernel());
        }
        for (Candidates.Layer layer : all.layers()) {
            more = odd(more, layer.origin().at("kernel"), layer.spec().kernel());
        }
        return more.and(Edit.set(NETWORK.at("padding"), "Padding.SAME"));
    }

    private static Candidates odd(Candidates all, Origin origin, int size) {
        return size % 2 == 0 ? all.and(Edit.set(origin, size - 1)).and(Edit.set(origin, size + 1)) : all;
    }

    static Candidates groups(Candidates all) {
        Candidates more = all;
        for (Candidates.Layer layer : all.layers()) {
            int groups = layer.spec().groups();
            if (groups > 1) {
                more = upAndDown(more, layer.origin().at("groups"), groups, MOST_GROUPS);
            }
        }
        for (int i : all.stages()) {
            int channels = all.spec().stages().get(i).channels();
            more = upAndDown(more, Candidates.stage(i).at("channels"), channels, Integer.MAX_VALUE / 2);
        }
        return more;
    }

    private static Candidates upAndDown(Candidates all, Origin origin, int number, int most) {
        Candidates more = all;
        for (int value : Candidates.below(number).toArray()) {
            more = more.oneOf(origin + " below", Edit.set(origin, value));
        }
        for (int value : Candidates.above(number, most).toArray()) {
            more = more.oneOf(origin + " above", Edit.set(origin, value));
        }
        return more;
    }

    static Candidates sum(Candidates all) {
        Candidates more = oddKernels(oddKernels(wholeWindows(all), -1), 1);
        if (all.spec().padding() == PaddingMode.SYMMETRIC) {
            more = more.and(Edit.set(NETWORK.at("padding"), "Padding.SAME"));
        }
        Optional<Candidates.Layer> strided = all.layers().stream()
                .filter(layer -> layer.spec().kind() == LayerKind.CONVOLUTION)
                .findFirst();
        if (strided.isPresent()
                && all.layers().stream().noneMatch(layer -> layer.spec().strided())) {
            more = more.and(Edit.set(strided.get().origin().at("strided"), true));
        }
        for (int i : all.stages()) {
            Edit one = Edit.set(Candidates.stage(i).at("stride"), 1);
            boolean strides = all.spec().stages().get(i).strideAt(i) != 1;
            more = strides ? more.and(one) : more;
            if (all.spec().shortcut().kind() == ShortcutKind.IDENTITY) {
                Origin channels = Candidates.stage(i).at("channels");
                for (int value : Sizes.around(all, i).distinct().toArray()) {
                    Edit fit = Edit.set(channels, value);
                    more = strides ? more.oneOf("both " + i, fit, one) : more.oneOf("channels " + i, fit);
                }
            }
        }
        return all.spec().shortcut().kind() == ShortcutKind.PROJECTION
                ? more
                : more.and(Edit.set(NETWORK.at("shortcut").at("kind"), "ShortcutKind.PROJECTION"));
    }

    /** An input that all strides divide, where average pools leave the last pixels of others out. */
    private static Candidates wholeWindows(Candidates all) {
        Optional<StemSpec> stem = all.spec().stem();
        if (all.spec().antialias() != AntialiasKind.AVERAGE_POOL || stem.isEmpty()) {
            return all;
        }
        long strides = stem.get().stride();
        for (PoolSpec pool : stem.get().pools()) {
            strides *= pool.stride();
        }
        for (int i = 0; i < all.spec().stages().size() && strides <= Windows.MOST_STRIDE; i++) {
            strides *= all.spec().stages().get(i).strideAt(i);
        }
        InputSpec input = all.spec().input();
        long height = multiple(input.height(), strides);
        long width = multiple(input.width(), strides);
        boolean small = Math.max(height, width) <= Math.max(input.height(), input.width()) + 2L * Windows.MOST_STRIDE;
        return small && strides > 0
                ? all.and(
                        Edit.set(NETWORK.at("input").at("height"), height),
                        Edit.set(NETWORK.at("input").at("width"), width))
                : all;
    }

    private static long multiple(int pixels, long strides) {
        return strides < 1 ? pixels : (pixels + strides - 1) / strides * strides;
    }

    /** Kernels of all layers of the blocks, made odd. */
    private static Candidates oddKernels(Candidates all, int by) {
        List<Edit> edits = new ArrayList<>();
        for (Candidates.Layer layer : all.layers()) {
            if (layer.spec().kernel() % 2 == 0) {
                edits.add(Edit.set(layer.origin().at("kernel"), layer.spec().kernel() + by));
            }
        }
        return edits.isEmpty() ? all : all.and(edits.toArray(Edit[]::new));
    }

    /** Smaller strides and larger windows, of the part that is pointed at. */
    static Candidates pixels(Candidates all) {
        Candidates more = all;
        for (int i : all.stages()) {
            StageSpec stage = all.spec().stages().get(i);
            more = more.values(Candidates.stage(i).at("stride"), Candidates.below(stage.strideAt(i)));
        }
        for (Candidates.Layer layer : all.layers()) {
            if (layer.spec().strided()) {
                more = more.values(
                        layer.origin().at("kernel"),
                        odd(Candidates.above(layer.spec().kernel(), Windows.MOST_KERNEL)));
            }
        }
        if (!all.stages().isEmpty() && all.spec().bottleneck().strideOnFirst()) {
            more = more.and(Edit.set(NETWORK.at("bottleneck").at("strideOnFirst"), false));
        }
        Optional<StemSpec> stem = all.spec().stem();
        if (all.problem().origin().annotation().equals("Stem") && stem.isPresent()) {
            more = more.values(STEM.at("stride"), Candidates.below(stem.get().stride()))
                    .values(STEM.at("kernel"), odd(Candidates.above(stem.get().kernel(), Windows.MOST_KERNEL)));
            if (!stem.get().pools().isEmpty()) {
                more = more.values(
                                POOL.at("stride"),
                                Candidates.below(stem.get().pools().get(0).stride()))
                        .values(
                                POOL.at("size"),
                                odd(Candidates.above(stem.get().pools().get(0).size(), Windows.MOST_STRIDE)));
            }
        }
        return more;
    }

    private static IntStream odd(IntStream numbers) {
        IntUnaryOperator up = each -> each % 2 == 0 ? each + 1 : each;
        return numbers.map(up).filter(each -> each <= Windows.MOST_STRIDE);
    }
}
