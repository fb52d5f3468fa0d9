package dev.stagecraft.weights.name;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of torchvision's ResNets and of timm's {@code resnet.py}. Stages count from 1 there as well, blocks from 0. A stem
 * of several convolutions is a list in which convolution, normalization and activation count, and so is a shortcut.
 *
 * @param stem number of convolutions in the stem
 * @param pooled whether a pool, or the place of one, comes first in every shortcut
 */
record ResNetDialect(int stem, boolean pooled) implements Dialect {
    private static final int STEM_STEP = 3;
    private static final Map<String, String> WHOLE =
            Map.of("head/dense", "fc", "stem/pool/conv", "maxpool.0", "stem/pool/norm", "maxpool.1");
    private static final Map<String, String> IN_BLOCKS =
            Map.of("se/reduce", "se.fc1", "se/expand", "se.fc2", "eca/conv", "se.conv");
    private static final Pattern STEM = Pattern.compile("stem/(conv|norm)([1-9]\\d{0,3})");
    private static final Pattern THEIR_STEM = Pattern.compile("conv1\\.(0|[1-9]\\d{0,3})");
    private static final Pattern BODY = Pattern.compile("(conv|norm)([1-9]\\d{0,3})");
    private static final Pattern THEIR_BODY = Pattern.compile("(conv|bn)([1-9]\\d{0,3})");
    private static final Pattern THEIR_BLOCK = Pattern.compile("layer([1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})\\.(.+)");

    @Override
    public Optional<String> theirs(String layer) {
        if (WHOLE.containsKey(layer)) {
            return Optional.ofNullable(WHOLE.get(layer));
        }
        Optional<Blocks> block = Blocks.parse(layer);
        return block.isPresent()
                ? theirsInBlock(block.get().layer())
                        .map(name -> "layer" + block.get().stage() + "."
                                + (block.get().block() - 1) + "." + name)
                : theirStem(layer);
    }

    private Optional<String> theirStem(String layer) {
        if (layer.equals("stem/norm") || layer.equals("stem/norm" + stem)) {
            return Optional.of("bn1");
        }
        if (layer.equals("stem/conv")) {
            return Optional.of("conv1");
        }
        Matcher name = STEM.matcher(layer);
        if (!name.matches()) {
            return Optional.empty();
        }
        int at = STEM_STEP * (Blocks.number(name, 2) - 1);
        return Optional.of("conv1." + (name.group(1).equals("conv") ? at : at + 1));
    }

    private Optional<String> theirsInBlock(String layer) {
        if (IN_BLOCKS.containsKey(layer)) {
            return Optional.ofNullable(IN_BLOCKS.get(layer));
        }
        int first = pooled ? 1 : 0;
        if (layer.equals("shortcut/conv")) {
            return Optional.of("downsample." + first);
        }
        if (layer.equals("shortcut/norm")) {
            return Optional.of("downsample." + (first + 1));
        }
        Matcher name = BODY.matcher(layer);
        return name.matches()
                ? Optional.of((name.group(1).equals("conv") ? "conv" : "bn") + name.group(2))
                : Optional.empty();
    }

    @Override
    public Optional<String> ours(String layer) {
        Matcher block = THEIR_BLOCK.matcher(layer);
        return block.matches()
                ? oursInBlock(block.group(3))
                        .map(name -> new Blocks(Blocks.number(block, 1), Blocks.number(block, 2) + 1, name).name())
                : key(WHOLE, layer).or(() -> ourStem(layer));
    }

    private Optional<String> ourStem(String layer) {
        if (layer.equals("bn1")) {
            return Optional.of(stem == 1 ? "stem/norm" : "stem/norm" + stem);
        }
        if (layer.equals("conv1")) {
            return Optional.of("stem/conv");
        }
        Matcher name = THEIR_STEM.matcher(layer);
        if (!name.matches() || Blocks.number(name, 1) % STEM_STEP == 2) {
            return Optional.empty();
        }
        int at = Blocks.number(name, 1);
        return Optional.of("stem/" + (at % STEM_STEP == 0 ? "conv" : "norm") + (at / STEM_STEP + 1));
    }

    private Optional<String> oursInBlock(String layer) {
        int first = pooled ? 1 : 0;
        if (layer.equals("downsample." + first)) {
            return Optional.of("shortcut/conv");
        }
        if (layer.equals("downsample." + (first + 1))) {
            return Optional.of("shortcut/norm");
        }
        Matcher name = THEIR_BODY.matcher(layer);
        return name.matches()
                ? Optional.of((name.group(1).equals("conv") ? "conv" : "norm") + name.group(2))
                : key(IN_BLOCKS, layer);
    }

    private static Optional<String> key(Map<String, String> names, String value) {
        return names.entrySet().stream()
                .filter(each -> each.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public Layout kernel(String layer) {
        if (layer.equals("head/dense")) {
            return Layout.DENSE;
        }
        if (layer.endsWith("/se/reduce") || layer.endsWith("/se/expand")) {
            return Layout.POINTWISE;
        }
        return layer.endsWith("/eca/conv") ? Layout.CHANNELS : Layout.KERNEL;
    }
}
