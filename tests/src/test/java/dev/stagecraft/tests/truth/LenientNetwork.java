package dev.stagecraft.tests.truth;

import dev.stagecraft.tests.truth.RawDeclaration.Layer;
import dev.stagecraft.tests.truth.RawDeclaration.Stage;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Turns a raw declaration into TensorFlow operations as it stands, checking nothing. */
final class LenientNetwork {
    private final RawDeclaration raw;
    private final LenientOps ops;
    private int blocksDone;

    LenientNetwork(RawDeclaration raw, Ops tf) {
        this.raw = raw;
        this.ops = new LenientOps(tf, raw.same(), raw.bias(), raw.activation());
    }

    LenientOps ops() {
        return ops;
    }

    /** The logits in training. */
    Operand<TFloat32> logits(Operand<TFloat32> images) {
        Operand<TFloat32> x = stem(images);
        for (int i = 0; i < raw.stages().size(); i++) {
            Stage stage = raw.stages().get(i);
            int stride = stage.stride() == 0 ? (i == 0 ? 1 : 2) : stage.stride();
            for (int block = 0; block < stage.blocks(); block++) {
                x = block(x, stage, block == 0 ? stride : 1);
            }
        }
        if (raw.preActivation()) {
            x = ops.activate(ops.normalize(x));
        }
        Operand<TFloat32> features = ops.meanOfPixels(x);
        if (raw.dropout() != 0) {
            features = ops.drop(features, raw.dropout());
        }
        return ops.dense(features, raw.classes());
    }

    private Operand<TFloat32> stem(Operand<TFloat32> images) {
        List<Integer> widths = new ArrayList<>(raw.stem().before());
        widths.add(raw.stem().channels());
        Operand<TFloat32> x = images;
        boolean convolves = raw.stem().poolConvolution() && !raw.stem().pool().isEmpty();
        for (int i = 0; i < widths.size(); i++) {
            x = ops.convolve(x, raw.stem().kernel(), i == 0 ? raw.stem().stride() : 1, widths.get(i), 1);
            if (i < widths.size() - 1 || !raw.preActivation() || convolves) {
                x = ops.activate(ops.normalize(x));
            }
        }
        if (raw.stem().pool().isEmpty()) {
            return x;
        }
        int stride = raw.stem().pool().get(1);
        return convolves ? convolvedPool(x, stride) : pool(x, stride);
    }

    private Operand<TFloat32> convolvedPool(Operand<TFloat32> input, int stride) {
        String antialias = stride == 1 ? "NONE" : raw.antialias();
        Operand<TFloat32> x = ops.convolve(
                input,
                raw.stem().pool().get(0),
                antialias.equals("NONE") ? stride : 1,
                raw.stem().channels(),
                1);
        x = switch (antialias) {
            case "BLUR" -> ops.blur(x, stride);
            case "AVERAGE_POOL" -> ops.averagePoolAsPadded(x, stride);
            default -> x;
        };
        return raw.preActivation() ? x : ops.activate(ops.normalize(x));
    }

    private Operand<TFloat32> pool(Operand<TFloat32> x, int stride) {
        int size = raw.stem().pool().get(0);
        return switch (stride == 1 ? "NONE" : raw.antialias()) {
            case "BLUR" -> ops.blur(ops.maxPool(x, size, 1), stride);
            case "AVERAGE_POOL" -> ops.averagePoolAsPadded(x, stride);
            default -> ops.maxPool(x, size, stride);
        };
    }

    private Operand<TFloat32> block(Operand<TFloat32> input, Stage stage, int stride) {
        List<Layer> layers = stage.layers().isEmpty() ? builtIn(stage) : stage.layers();
        boolean activateSum = stage.layers().isEmpty() ? !raw.preActivation() : stage.activateSum();
        Operand<TFloat32> body = input;
        Operand<TFloat32> projected = input;
        boolean convolved = false;
        for (Layer layer : layers) {
            if ((layer.kind().equals("CONVOLUTION") || layer.strided()) && !convolved) {
                projected = body;
                convolved = true;
            }
            body = layer(body, layer, stage, stride);
        }
        if (raw.ratio().isPresent()) {
            body = ops.excite(body, raw.ratio().get(), raw.divisor());
        }
        blocksDone++;
        if (raw.stochasticDepth() != 0) {
            int all = raw.stages().stream().mapToInt(Stage::blocks).sum();
            body = ops.dropImages(body, raw.stochasticDepth() * blocksDone / all);
        }
        if (!raw.shortcut().equals("NONE")) {
            body = ops.sum(body, shortcut(input, projected, ops.channels(body), stride));
        }
        return activateSum ? ops.activate(body) : body;
    }

    private Operand<TFloat32> layer(Operand<TFloat32> x, Layer layer, Stage stage, int stride) {
        return switch (layer.kind()) {
            case "NORMALIZATION" -> ops.normalize(x);
            case "ACTIVATION" -> ops.activate(x);
            case "BLUR" -> layer.strided() && stride == 1 ? x : ops.blur(x, layer.strided() ? stride : 1);
            case "AVERAGE_POOL" -> stride == 1 ? x : ops.averagePoolAsPadded(x, stride);
            default -> {
                // Built-in blocks say their channels themselves.
                double channels = stage.layers().isEmpty() ? layer.width() : layer.width() * stage.channels();
                yield ops.convolve(
                        x, layer.kernel(), layer.strided() ? stride : 1, ops.whole(channels), layer.groups());
            }
        };
    }

    private List<Layer> builtIn(Stage stage) {
        List<Layer> convolutions = new ArrayList<>();
        if (stage.kind().equals("BASIC")) {
            convolutions.add(new Layer("CONVOLUTION", 3, true, stage.channels(), 1));
            convolutions.add(new Layer("CONVOLUTION", 3, false, stage.channels(), 1));
        } else {
            int width = stage.channels() * raw.groupWidth() / 64 * raw.groups();
            boolean first = raw.strideOnFirst();
            convolutions.add(new Layer("CONVOLUTION", 1, first, width, 1));
            convolutions.add(new Layer("CONVOLUTION", 3, !first, width, raw.groups()));
            convolutions.add(new Layer("CONVOLUTION", 1, false, stage.channels() * raw.expansion(), 1));
        }
        Layer norm = new Layer("NORMALIZATION", 0, false, 0, 0);
        Layer activation = new Layer("ACTIVATION", 0, false, 0, 0);
        List<Layer> layers = new ArrayList<>();
        boolean strides = false;
        for (Layer convolution : convolutions) {
            if (raw.preActivation()) {
                layers.add(norm);
            }
            if (raw.preActivation() || !layers.isEmpty()) {
                layers.add(activation);
            }
            if (strides) {
                layers.add(new Layer(raw.antialias(), 0, true, 0, 0));
            }
            strides = !raw.antialias().equals("NONE") && convolution.strided();
            layers.add(
                    strides
                            ? new Layer(
                                    "CONVOLUTION",
                                    convolution.kernel(),
                                    false,
                                    convolution.width(),
                                    convolution.groups())
                            : convolution);
            if (!raw.preActivation()) {
                layers.add(norm);
            }
        }
        return layers;
    }

    private Operand<TFloat32> shortcut(Operand<TFloat32> input, Operand<TFloat32> projected, int out, int stride) {
        int in = ops.channels(input);
        boolean changes = stride != 1 || in != out;
        return switch (raw.shortcut()) {
            case "PROJECTION_EVERYWHERE" -> project(projected, out, stride);
            case "PROJECTION" -> changes ? project(projected, out, stride) : input;
            case "POOLED_PROJECTION" ->
                changes ? project(stride == 1 ? projected : ops.averagePool(projected, stride), out, 1) : input;
            case "ZERO_PADDED" -> {
                Operand<TFloat32> x = stride == 1 ? input : ops.everyNth(input, stride);
                yield in == out ? x : ops.padChannels(x, out - in);
            }
            default -> input;
        };
    }

    private Operand<TFloat32> project(Operand<TFloat32> x, int out, int stride) {
        Operand<TFloat32> projection = ops.convolve(x, 1, stride, out, 1);
        return raw.shortcutNorm() ? ops.normalize(projection) : projection;
    }
}
