package dev.stagecraft.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DurableFilesTest {
    /** A path of one name has no parent to bring to the disk; its absolute form has. */
    @Test
    void folderInTheWorkingFolderIsPublished() throws IOException {
        Path part = Files.createDirectory(Path.of("part-" + UUID.randomUUID()));
        Path target = Path.of("target-" + UUID.randomUUID());
        try {
            Files.writeString(part.resolve("file"), "whole");
            DurableFiles.publish(part, target);
            assertFalse(Files.exists(part));
            assertEquals("whole", Files.readString(target.resolve("file")));
        } finally {
            DurableFiles.deleteTree(part);
            DurableFiles.deleteTree(target);
        }
    }
}
