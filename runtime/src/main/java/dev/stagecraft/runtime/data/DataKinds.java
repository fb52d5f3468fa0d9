package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All kinds of data. The built-in ones are a list, which no other jar and no broken services file can take away; they are
 * found before anything else is looked at.
 */
final class DataKinds {
    /** A kind that is named by its class begins so. */
    static final String CLASS = "class:";

    private static final List<DataKind> BUILT_IN = List.of(
            new FashionMnistKind(),
            new ShapesKind(),
            PlacedKind.folder("folder", PictureSet::ofFolder),
            new PlacedKind("csv", "file", PictureSet::ofTable),
            cifar(CifarForm.CIFAR_10),
            cifar(CifarForm.CIFAR_100),
            PlacedKind.folder(
                    "mnist",
                    (folder, request) -> IdxFolder.noticeSwapped(
                            IdxFolder.open(folder, IdxFolder.DIGITS.size(), IdxFolder.DIGITS), request.transfer())),
            PlacedKind.folder(
                    "idx", (folder, request) -> IdxFolder.noticeSwapped(IdxFolder.open(folder), request.transfer())));

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

    private final ClassLoader classes;

    DataKinds(ClassLoader classes) {
        this.classes = classes;
    }

    private static DataKind cifar(CifarForm form) {
        CifarFolder read = new CifarFolder(form);
        return PlacedKind.folder(form.kind, (folder, request) -> read.open(folder));
    }

    /**
     * The kind of a name.
     *
     * @throws BadInputException if there is none, or two are called so
     */
    DataKind find(String name) {
        for (DataKind kind : BUILT_IN) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        if (name.startsWith(CLASS)) {
            return NamedKind.of(name.substring(CLASS.length()), classes);
        }
        Provided provided = provided();
        List<DataKind> found =
                provided.kinds.stream().filter(kind -> kind.name().equals(name)).toList();
        if (found.isEmpty()) {
            throw new BadInputException("there is no kind of data called " + ForeignText.printed(name)
                    + "; known kinds are " + known(provided.kinds) + provided.unread());
        }
        if (found.size() > 1) {
            throw new BadInputException("two kinds of data are called " + name + ": " + className(found.get(0))
                    + " and " + className(found.get(1)) + "; name the one you mean with " + CLASS
                    + className(found.get(0)));
        }
        return found.get(0);
    }

    private static String known(List<DataKind> users) {
        String forms = Stream.concat(BUILT_IN.stream(), users.stream())
                .flatMap(kind -> kind.forms().stream())
                .map(ForeignText::printed)
                .collect(Collectors.joining(", "));
        return forms + " and " + CLASS + "CLASS";
    }

    private static String className(DataKind kind) {
        return kind.getClass().getName();
    }

    /** Each provider by itself: one that cannot be had is told of where a kind is missing, and takes no other away. */
    private Provided provided() {
        Providers<DataKind> loaded = Providers.of(ServiceLoader.load(DataKind.class, classes));
        Provided provided = new Provided(new ArrayList<>(), new ArrayList<>(loaded.broken()));
        loaded.found().forEach(provided::add);
        return provided;
    }

    private record Provided(List<DataKind> kinds, List<String> broken) {
        void add(DataKind kind) {
            String flaw = flaw(kind);
            if (flaw.isEmpty()) {
                kinds.add(kind);
            } else {
                broken.add(className(kind) + ": " + ForeignText.printed(flaw));
            }
        }

        private static String flaw(DataKind kind) {
            try {
                String name = kind.name();
                if (name == null || !NAME.matcher(name).matches()) {
                    return "name() is " + name
                            + "; it must begin with a lowercase letter and have only lowercase letters, digits and hyphens";
                }
                List<String> forms = kind.forms();
                return forms == null || forms.stream().anyMatch(Objects::isNull) ? "forms() is " + forms : "";
            } catch (RuntimeException | LinkageError e) {
                return "it threw " + e;
            }
        }

        String unread() {
            return broken.isEmpty()
                    ? ""
                    : ". These kinds on the class path cannot be used: " + String.join("; ", broken);
        }
    }
}
