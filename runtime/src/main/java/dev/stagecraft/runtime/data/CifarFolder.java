package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with CIFAR-10 or CIFAR-100 in its binary form: color images of 32×32 pixels.
 *
 * @param form which of the two
 */
record CifarFolder(CifarForm form) {
    DataSet open(Path given) {
        Path folder = find(given);
        List<Path> train = form.train.stream().map(name -> file(folder, name)).toList();
        Path test = file(folder, form.test);
        List<String> names = classNames(folder.resolve(form.names));
        LabeledImages trained = CifarFiles.read(form, train, names);
        LabeledImages tested = CifarFiles.read(form, List.of(test), names);
        boolean whole = trained.size() == form.published.trained() && tested.size() == form.published.tested();
        return new DataSet(whole ? form.title : "images in the form of " + form.title, trained, tested);
    }

    /** The folder itself, or the one in it that the published archive unpacks to. */
    private Path find(Path given) {
        Path inner = given.resolve(form.published.folder());
        return Stream.of(given, inner)
                .filter(folder -> hasAny(folder, form))
                .findFirst()
                .orElseThrow(() -> new BadInputException(missing(given)));
    }

    private static boolean hasAny(Path folder, CifarForm form) {
        return Stream.concat(form.train.stream(), Stream.of(form.test))
                .anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    private String missing(Path given) {
        String name = ForeignText.printed(given.toString());
        if (!Files.isDirectory(given)) {
            return name + (Files.exists(given) ? " is not a folder" : " is missing") + "; " + expected();
        }
        CifarForm other = form.other();
        if (hasAny(given, other) || hasAny(given.resolve(other.published.folder()), other)) {
            return name + " holds the files of " + other.title + "; write " + other.kind + ":FOLDER";
        }
        if (Files.exists(given.resolve(form.published.archive()))) {
            return name + " holds the archive " + form.published.archive() + "; unpack it there with tar xzf";
        }
        if (Files.exists(given.resolve(form.published.python()))
                || Files.exists(given.resolve("data_batch_1"))
                || Files.exists(given.resolve("fine_label_names"))) {
            return name + " holds " + form.title + " in the format for Python; get the binary format, "
                    + form.published.archive();
        }
        return name + " holds none of the files of " + form.title + "; " + expected();
    }

    private String expected() {
        return form.title + " is a folder with " + String.join(", ", form.train) + " and " + form.test
                + ", or a folder that has them in " + form.published.folder() + File.separator;
    }

    private Path file(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new BadInputException(
                    ForeignText.printed(file.toString()) + " is missing; " + expected() + "; get the data set again");
        }
        return file;
    }

    private List<String> classNames(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> names = NameFile.read(file);
        if (names.size() != form.classes) {
            throw new BadInputException(ForeignText.printed(file.toString()) + " has " + names.size() + " names, but "
                    + form.title + " has " + form.classes + " classes; get the file again, or remove it");
        }
        return names;
    }
}
