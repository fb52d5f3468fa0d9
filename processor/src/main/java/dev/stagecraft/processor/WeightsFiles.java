package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Nearest;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.weights.WeightsFit;
import dev.stagecraft.weights.file.SafetensorsFile;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.file.WeightsFileException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The files of weights that networks of this compilation must fit, by {@code -Astagecraft.weights.NAME=FILE}. */
final class WeightsFiles {
    private final Map<String, String> files;
    private final Elements elements;
    private final Map<String, Header> headers = new HashMap<>();
    private final Set<String> networks = new TreeSet<>();

    WeightsFiles(Options options, Elements elements) {
        this.files = new TreeMap<>(options.weights());
        this.elements = elements;
    }

    /**
     * What was read of a file, once.
     *
     * @param problem why it was not read
     */
    private record Header(List<TensorEntry> entries, Optional<String> problem) {}

    /** Reports where the file of a network does not fit it, or cannot be read. */
    void check(TypeElement type, NetworkPlan plan, Predicate<Origin> given, Report report) {
        String network = met(type);
        String file = files.get(network);
        if (file == null) {
            return;
        }
        Header header = headers.computeIfAbsent(file, WeightsFiles::read);
        if (header.problem().isPresent()) {
            report.add(Message.WEIGHTS_NOT_READ
                    .at(Origin.of(DslNames.NETWORK))
                    .with("type", type.getSimpleName())
                    .with("option", Options.WEIGHTS + network)
                    .with("reason", header.problem().get()));
        } else {
            WeightsFit.check(network, plan, file, header.entries(), given, report);
        }
    }

    /** Notes a network of this compilation, and gives its binary name. */
    String met(TypeElement type) {
        String name = elements.getBinaryName(type).toString();
        networks.add(name);
        return name;
    }

    private static Header read(String file) {
        try (SafetensorsFile read = SafetensorsFile.open(Path.of(file))) {
            return new Header(read.entries(), Optional.empty());
        } catch (WeightsFileException e) {
            return unread(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            return unread(file + " does not exist, seen from " + Path.of("").toAbsolutePath()
                    + "; name an existing file, best by its whole path");
        } catch (IOException | InvalidPathException e) {
            return unread(e + "; name a file that the compiler may read");
        }
    }

    private static Header unread(String problem) {
        return new Header(List.of(), Optional.of(problem));
    }

    /**
     * The options that name no network, neither one of this compilation nor one that was compiled before: build tools give
     * their options to each of several compilations.
     */
    List<Problem> unknown() {
        return files.keySet().stream()
                .filter(name -> !networks.contains(name) && !isCompiled(name))
                .map(name -> Message.UNKNOWN_NETWORK
                        .at(Origin.of(""))
                        .with("found", Options.WEIGHTS + name)
                        .with(
                                "hint",
                                Nearest.of(name, List.copyOf(networks))
                                        .map(near -> Message.DID_YOU_MEAN.text("value", near))
                                        .orElse("")))
                .toList();
    }

    private boolean isCompiled(String network) {
        TypeElement type = elements.getTypeElement(network.replace('$', '.'));
        return type != null
                && elements.getBinaryName(type).contentEquals(network)
                && type.getAnnotationMirrors().stream()
                        .map(mirror -> (TypeElement) mirror.getAnnotationType().asElement())
                        .anyMatch(annotation ->
                                annotation.getQualifiedName().contentEquals(DslNames.qualified(DslNames.NETWORK)));
    }
}
