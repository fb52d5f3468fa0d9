package dev.stagecraft.runtime.checkpoint;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Images as the settings of a run describe them, such as
 * {@code Fashion-MNIST, 60,000 of 28×28×1 in 10 classes (SHA-256 …)}. The text is a part of the checkpoint's format:
 * earlier versions hashed only 1,024 of the images and saved 16 digits of the hash without its name.
 *
 * @param name the name of the data in the run; it is not compared
 * @param count of the images
 * @param shape of each, as in {@code 28×28×1}, or {@code several sizes×3}
 * @param classes that they are of
 * @param fingerprint in hexadecimal
 * @param sampled whether the fingerprint covers only some of the images
 */
public record SavedImages(String name, long count, String shape, int classes, String fingerprint, boolean sampled) {
    private static final Pattern TEXT = Pattern.compile(
            "(?<name>.*), (?<count>[0-9,]{1,20}) of (?<shape>[0-9×]{1,60}|several sizes×[0-9]{1,10}) in (?<classes>[0-9]{1,9}) classes"
                    + " \\((?<all>SHA-256 )?(?<fingerprint>[0-9a-f]{16,64})\\)",
            Pattern.DOTALL);

    /** Reads a text, as {@link Inspection#settings} has it; empty if it does not have this form, or is null. */
    public static Optional<SavedImages> parse(@Nullable String text) {
        Matcher found = TEXT.matcher(text == null ? "" : text);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SavedImages(
                    found.group("name"),
                    Long.parseLong(found.group("count").replace(",", "")),
                    found.group("shape"),
                    Integer.parseInt(found.group("classes")),
                    found.group("fingerprint"),
                    found.group("all") == null));
        } catch (NumberFormatException e) {
            // A run would not have written such a number.
            return Optional.empty();
        }
    }

    /** The shape of images of several sizes. */
    public static String severalSizes(int channels) {
        return "several sizes×" + channels;
    }

    /** As settings have it. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s, %,d of %s in %d classes (%s%s)",
                name,
                count,
                shape,
                classes,
                sampled ? "" : "SHA-256 ",
                fingerprint);
    }

    /** Whether both are the same images, whatever each calls them. */
    public boolean sameImages(SavedImages other) {
        return count == other.count
                && shape.equals(other.shape)
                && classes == other.classes
                && sampled == other.sampled
                && fingerprint.equals(other.fingerprint);
    }
}
