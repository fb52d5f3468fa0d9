package dev.stagecraft.export;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Providers;
import java.util.ArrayList;
import java.util.List;
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

    static Exporters in(ClassLoader classes) {
        Providers<Exporter> loaded = Providers.of(ServiceLoader.load(Exporter.class, classes));
        Exporters found = new Exporters(new ArrayList<>(), new ArrayList<>(loaded.broken()));
        loaded.found().forEach(found::add);
        return found;
    }

    private void add(Exporter exporter) {
        try {
            if (exporter.format().isEmpty()) {
                broken.add(exporter.getClass().getName() + " has no format");
            } else {
                all.add(exporter);
            }
        } catch (LinkageError | RuntimeException e) {
            broken.add(ForeignText.printed(exporter.getClass().getName() + ": " + e));
        }
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
