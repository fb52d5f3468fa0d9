package dev.stagecraft.export;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The exporters that services name. If one of them cannot be loaded, the others can still be used.
 *
 * @param all in the order in which they were found
 * @param broken what is wrong with the others
 */
record Exporters(List<Exporter> all, List<String> broken) {
    /** Where those of this project are. */
    static final ClassLoader OURS = NetworkExport.class.getClassLoader();

    /** A services file that is broken again and again would be read without end. */
    private static final int MOST_BROKEN = 100;

    static Exporters in(ClassLoader classes) {
        Exporters found = new Exporters(new ArrayList<>(), new ArrayList<>());
        Iterator<Exporter> each = ServiceLoader.load(Exporter.class, classes).iterator();
        while (found.broken.size() < MOST_BROKEN) {
            try {
                if (!each.hasNext()) {
                    break;
                }
                Exporter next = each.next();
                if (next.format().isEmpty()) {
                    found.broken.add(next.getClass().getName() + " has no format");
                } else {
                    found.all.add(next);
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                // A class for a newer Java, a part that is missing, a format() that throws or gives null.
                found.broken.add(ForeignText.printed(String.valueOf(e)));
            }
        }
        return found;
    }

    /** @throws BadInputException if no exporter writes that format */
    Exporter find(String format) {
        return all.stream()
                .filter(exporter -> exporter.format().equals(format))
                .findFirst()
                .orElseThrow(() -> new BadInputException("there is no format " + format + "; formats are "
                        + String.join(", ", formats())
                        + (broken.isEmpty()
                                ? ""
                                : ". These exporters on the class path cannot be used: " + String.join("; ", broken))));
    }

    /** In alphabetical order. */
    List<String> formats() {
        return all.stream().map(Exporter::format).distinct().sorted().toList();
    }
}
