package dev.stagecraft.export.bill;

import dev.stagecraft.runtime.io.Sha256;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of an export.
 *
 * @param name of the file; in a folder its path below the folder, with slashes
 * @param sha256 of its bytes, in hexadecimal
 */
public record ExportedFile(String name, String sha256) {
    /**
     * The files of an export, in the order of their names.
     *
     * @param export a file, or a folder, whose files are listed
     * @param name that the file will have
     * @throws IOException if a file cannot be read
     */
    public static List<ExportedFile> of(Path export, String name) throws IOException {
        if (Files.isRegularFile(export)) {
            return List.of(new ExportedFile(name, Sha256.of(export)));
        }
        List<Path> all;
        try (Stream<Path> entries = Files.walk(export)) {
            all = entries.filter(Files::isRegularFile).sorted().toList();
        }
        List<ExportedFile> files = new ArrayList<>();
        for (Path file : all) {
            String path = export.relativize(file).toString().replace(File.separatorChar, '/');
            files.add(new ExportedFile(path, Sha256.of(file)));
        }
        return files;
    }
}
