package dev.stagecraft.runtime.initial;

import dev.stagecraft.runtime.io.ForeignText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the license of weights means for whoever trains on from them. */
final class Licenses {
    private static final Pattern NON_COMMERCIAL = Pattern.compile("(^|[^a-z])nc([^a-z]|$)|non-?_? ?commercial");

    private Licenses() {}

    /** A sentence if the license forbids commercial use. */
    static Optional<String> warning(String license) {
        return NON_COMMERCIAL.matcher(license.toLowerCase(Locale.ROOT)).find()
                ? Optional.of("the license of these weights is " + ForeignText.printed(license)
                        + ", which forbids commercial use; weights that are trained from them are under it as well")
                : Optional.empty();
    }
}
