package dev.stagecraft.weights.name;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of timm's {@code resnetv2.py}. Stages and blocks count from 0 there, layers of stem and blocks from 1. */
record ResNetV2Dialect() implements Dialect {
    private static final Map<String, String> WHOLE = Map.of("head/dense", "head.fc", "final/norm", "norm");
    private static final Map<String, String> IN_BLOCKS =
            Map.of("shortcut/conv", "downsample.conv", "shortcut/norm", "downsample.norm");
    private static final Pattern STEM = Pattern.compile("stem([/.])((?:conv|norm)(?:[1-9]\\d{0,3})?)");
    private static final Pattern BODY = Pattern.compile("(?:conv|norm)[1-9]\\d{0,3}");
    private static final Pattern THEIR_BLOCK =
            Pattern.compile("stages\\.(0|[1-9]\\d{0,5})\\.blocks\\.(0|[1-9]\\d{0,5})\\.(.+)");

    @Override
    public Optional<String> theirs(String layer) {
        Optional<Blocks> block = Blocks.parse(layer);
        if (block.isPresent()) {
            String name =
                    IN_BLOCKS.getOrDefault(block.get().layer(), block.get().layer());
            return IN_BLOCKS.containsValue(name) || BODY.matcher(name).matches()
                    ? Optional.of("stages." + (block.get().stage() - 1) + ".blocks."
                            + (block.get().block() - 1) + "." + name)
                    : Optional.empty();
        }
        Matcher stem = STEM.matcher(layer);
        return stem.matches() && stem.group(1).equals("/")
                ? Optional.of("stem." + stem.group(2))
                : Optional.ofNullable(WHOLE.get(layer));
    }

    @Override
    public Optional<String> ours(String layer) {
        Matcher block = THEIR_BLOCK.matcher(layer);
        if (block.matches()) {
            String theirs = block.group(3);
            return key(IN_BLOCKS, theirs)
                    .or(() -> Optional.of(theirs)
                            .filter(name -> BODY.matcher(name).matches()))
                    .map(name -> new Blocks(Blocks.number(block, 1) + 1, Blocks.number(block, 2) + 1, name).name());
        }
        Matcher stem = STEM.matcher(layer);
        return stem.matches() && stem.group(1).equals(".") ? Optional.of("stem/" + stem.group(2)) : key(WHOLE, layer);
    }

    private static Optional<String> key(Map<String, String> names, String value) {
        return names.entrySet().stream()
                .filter(each -> each.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public Layout kernel(String layer) {
        return layer.equals("head/dense") ? Layout.POINTWISE : Layout.KERNEL;
    }
}
