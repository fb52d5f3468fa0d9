package dev.stagecraft.runtime.io;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What services name. A provider that cannot be loaded takes no other away.
 *
 * @param <T> the service
 * @param found in the order in which they were found
 * @param broken what is wrong with the others
 */
public record Providers<T>(List<T> found, List<String> broken) {
    /** A services file that is broken again and again would be read without end. */
    private static final int MOST_BROKEN = 100;

    /** Copies the lists. */
    public Providers {
        found = List.copyOf(found);
        broken = List.copyOf(broken);
    }

    /**
     * Loads each provider.
     *
     * @param loader made by whoever uses the service, as its module must say so
     */
    public static <T> Providers<T> of(ServiceLoader<T> loader) {
        List<T> found = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        Iterator<T> each = loader.iterator();
        while (broken.size() < MOST_BROKEN) {
            try {
                if (!each.hasNext()) {
                    break;
                }
                found.add(each.next());
            } catch (ServiceConfigurationError e) {
                broken.add(
                        ForeignText.printed(e.getMessage() + (e.getCause() == null ? "" : " (" + e.getCause() + ")")));
            } catch (LinkageError e) {
                // A class for a newer Java, or one of which a part is missing.
                broken.add(ForeignText.printed(String.valueOf(e)));
            }
        }
        return new Providers<>(found, broken);
    }
}
