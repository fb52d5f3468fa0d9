package dev.stagecraft.runtime.initial;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code config.json} that timm writes beside a file of weights. Fields that are missing or have another type than timm's
 * say nothing.
 *
 * @param json the whole
 */
record ModelConfig(JsonObject json) {
    private static final String NAME = "config.json";
    /** As in {@code resnetaa50} and {@code seresnextaa101d_32x8d}. */
    private static final Pattern AVERAGING = Pattern.compile("res(net|next)aa");

    private static final long MOST_BYTES = 16L << 20;
    private static final float WHITE = 255f;
    private static final double CLOSE = 1e-3;

    /** Whether there is one beside a file, readable or not. */
    static boolean isBeside(Path weights) {
        return Files.isRegularFile(weights.resolveSibling(NAME));
    }

    /** The one beside a file; empty if there is none, or it cannot be read, which is noticed. */
    static Optional<ModelConfig> beside(Path weights, List<String> notices) {
        if (!isBeside(weights)) {
            return Optional.empty();
        }
        Path file = weights.resolveSibling(NAME);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes");
            }
            JsonElement read = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
            if (!read.isJsonObject()) {
                throw new IOException("it is not a JSON object");
            }
            return Optional.of(new ModelConfig(read.getAsJsonObject()));
        } catch (IOException | JsonParseException e) {
            notices.add(ForeignText.printed(file.toString()) + " is ignored, because it cannot be read ("
                    + ForeignText.printed(String.valueOf(e.getMessage())) + ")");
            return Optional.empty();
        }
    }

    /** The license of the weights. */
    Optional<String> license() {
        return text("license");
    }

    /**
     * The names of the classes in order; empty if there are none.
     *
     * @param notices gets a sentence if there are names that no file can hold
     */
    List<String> classNames(List<String> notices) {
        Optional<JsonArray> names =
                find("label_names").filter(JsonElement::isJsonArray).map(JsonElement::getAsJsonArray);
        List<String> all = new ArrayList<>();
        names.ifPresent(array -> array.forEach(each -> {
            if (each.isJsonPrimitive()) {
                all.add(each.getAsString());
            }
        }));
        Optional<String> broken = all.stream().filter(ModelConfig::isBroken).findFirst();
        broken.ifPresent(name -> notices.add("the label_names in " + NAME + " are ignored, because "
                + ForeignText.printed(name) + " is not valid Unicode; name the classes in a file of your own"));
        return broken.isEmpty()
                        && names.filter(array -> array.size() == all.size()).isPresent()
                ? List.copyOf(all)
                : List.of();
    }

    /** Half of a surrogate pair has no form in UTF-8. */
    private static boolean isBroken(String name) {
        return name.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /** What the network declares otherwise, a sentence each. */
    List<String> differences(Network network) {
        List<String> found = new ArrayList<>();
        architecture(network).ifPresent(found::add);
        number("num_classes")
                .filter(classes -> classes.intValue() != network.classes())
                .ifPresent(classes -> found.add(
                        NAME + " says " + classes.intValue() + " classes; the network has " + network.classes()));
        Preprocessing declared = network.preprocessing();
        values("mean", declared.mean(), 0, declared).ifPresent(found::add);
        values("std", declared.deviation(), 1, declared).ifPresent(found::add);
        size(network.input()).ifPresent(found::add);
        resizing(declared.resizing()).ifPresent(found::add);
        return found;
    }

    /** Networks that a blur or a pool alone tells apart have weights of the same names and shapes. */
    private Optional<String> architecture(Network network) {
        Optional<String> theirs = text("architecture");
        Optional<LayerTable> table = LayerTable.of(network);
        if (theirs.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        boolean blurs =
                table.get().layers().stream().anyMatch(layer -> layer.kind().equals("blur"));
        String said = NAME + " says the architecture " + ForeignText.printed(theirs.get());
        if (theirs.get().contains("blur") != blurs) {
            return Optional.of(said + ", which "
                    + (blurs ? "has no blur, and the network has one" : "has a blur, and the network has none")
                    + ": the weights fit by name and shape alone and will answer wrongly");
        }
        boolean averages = table.get().layers().stream()
                .anyMatch(layer ->
                        layer.kind().equals("averagePool") && !layer.name().endsWith("/shortcut/pool"));
        if (AVERAGING.matcher(theirs.get()).find() != averages) {
            return Optional.of(said + ", which "
                    + (averages
                            ? "has no average pools in place of strides, and the network has some"
                            : "has average pools in place of strides, and the network has none")
                    + ": the weights fit by name and shape alone and will answer wrongly");
        }
        String preset = table.get().preset();
        return preset.isEmpty() || preset.equals("NONE") || plain(preset).equals(plain(theirs.get()))
                ? Optional.empty()
                : Optional.of(said + "; the network is declared with the preset " + preset
                        + ". Check that both compute the same: names and shapes do not show strides, padding, pools, blur,"
                        + " activation and epsilon");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** timm's are on a scale of 0 to 1. */
    private Optional<String> values(String field, List<Float> declared, double usual, Preprocessing preprocessing) {
        // Those of three colors say nothing about one channel.
        Optional<List<Double>> theirs =
                numbers(field).filter(all -> all.size() == preprocessing.size().channels());
        if (theirs.isEmpty()) {
            return Optional.empty();
        }
        boolean same = preprocessing.scale() == WHITE;
        for (int i = 0; i < theirs.get().size(); i++) {
            double ours = declared.isEmpty() ? usual : declared.get(i);
            same &= Math.abs(ours - theirs.get().get(i)) <= CLOSE;
        }
        String attribute = field.equals("std") ? "deviation" : field;
        String list = theirs.get().toString();
        return same
                ? Optional.empty()
                : Optional.of(NAME + " says " + field + " " + list + "; the network "
                        + (declared.isEmpty() ? "declares no " + attribute : "declares " + declared)
                        + ": to answer as the weights were trained, declare @Input(" + attribute + " = {"
                        + list.substring(1, list.length() - 1) + "})");
    }

    private Optional<String> size(ImageShape input) {
        List<Long> declared = List.of((long) input.channels(), (long) input.height(), (long) input.width());
        return numbers("input_size")
                .map(sizes -> sizes.stream().map(Math::round).toList())
                .filter(sizes -> !sizes.equals(declared))
                .map(sizes -> NAME + " says input_size " + sizes + "; the network takes " + declared
                        + " (channels, height, width), so answers may be worse than published");
    }

    private Optional<String> resizing(Resizing declared) {
        Optional<String> filter = text("interpolation")
                .filter(name -> !name.equalsIgnoreCase(declared.filter().name()));
        Optional<Double> share = number("crop_pct")
                .filter(crop ->
                        Math.abs(crop - (declared.mode() == Resizing.Mode.CROP ? declared.share() : 0)) > CLOSE);
        if (filter.isEmpty() && share.isEmpty()) {
            return Optional.empty();
        }
        String theirs = text("interpolation").map(ForeignText::printed).orElse("an unknown filter")
                + number("crop_pct").map(crop -> ", crop " + crop).orElse("");
        String attributes = "mode = ResizeMode.CROP"
                + text("interpolation")
                        .filter(name -> name.matches("bilinear|bicubic"))
                        .map(name -> ", filter = ResizeFilter." + name.toUpperCase(Locale.ROOT))
                        .orElse("")
                + number("crop_pct").map(crop -> ", share = " + crop).orElse("");
        return Optional.of(NAME + " says that images are resized by " + theirs + "; the network declares " + declared
                + ": to answer as the weights were trained, declare @Input(resize = @Resize(" + attributes + "))");
    }

    /** A field of the whole, or of what timm calls the pretrained configuration. */
    private Optional<JsonElement> find(String field) {
        JsonElement inner = json.get("pretrained_cfg");
        JsonElement found = json.get(field);
        boolean isSilent = found == null || found.isJsonNull();
        if (isSilent && inner != null && inner.isJsonObject()) {
            found = inner.getAsJsonObject().get(field);
        }
        return Optional.ofNullable(found);
    }

    private Optional<String> text(String field) {
        return find(field)
                .filter(found ->
                        found.isJsonPrimitive() && found.getAsJsonPrimitive().isString())
                .map(JsonElement::getAsString);
    }

    private Optional<Double> number(String field) {
        return find(field)
                .filter(found ->
                        found.isJsonPrimitive() && found.getAsJsonPrimitive().isNumber())
                .map(JsonElement::getAsDouble);
    }

    private Optional<List<Double>> numbers(String field) {
        Optional<JsonArray> array = find(field).filter(JsonElement::isJsonArray).map(JsonElement::getAsJsonArray);
        List<Double> all = new ArrayList<>();
        array.ifPresent(found -> found.forEach(each -> {
            if (each.isJsonPrimitive() && each.getAsJsonPrimitive().isNumber()) {
                all.add(each.getAsDouble());
            }
        }));
        return array.filter(found -> !found.isEmpty() && found.size() == all.size())
                .map(found -> all);
    }
}
