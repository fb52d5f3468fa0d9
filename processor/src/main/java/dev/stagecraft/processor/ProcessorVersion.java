package dev.stagecraft.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this processor, which its own faults name. */
final class ProcessorVersion {
    private ProcessorVersion() {}

    static String current() {
        try (InputStream in = ProcessorVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties of the processor cannot be read", e);
        }
    }
}
