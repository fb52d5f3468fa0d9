package dev.stagecraft.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this runtime; a generated class works with the version that it names, and no other. */
public final class Version {
    private static final String CURRENT = read();

    private Version() {}

    /** This runtime's version, as in {@code 0.1.0}. */
    public static String current() {
        return CURRENT;
    }

    /**
     * Makes sure that a generated class is for this runtime.
     *
     * @param network what the class was generated for
     * @param version of the runtime that the class names
     * @throws BadInputException where it is another one
     */
    public static void require(String network, String version) {
        if (!version.equals(CURRENT)) {
            throw new BadInputException(network + " was generated for runtime version " + version + ", this is "
                    + CURRENT + "; compile it again with stagecraft-processor " + CURRENT);
        }
    }

    private static String read() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties of the runtime cannot be read", e);
        }
    }
}
