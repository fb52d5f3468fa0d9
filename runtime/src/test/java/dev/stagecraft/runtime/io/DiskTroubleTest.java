package dev.stagecraft.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/** Each cause has its own advice, whoever reports it. */
class DiskTroubleTest {
    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(system("No space left on device"), "No space left", "make room on the disk"),
                Arguments.of(
                        new TFResourceExhaustedException(
                                "/run/.part-1/variables; No space left on device\n\t [[{{node save}}]]\nHint: see"),
                        "No space left",
                        "make room on the disk"),
                Arguments.of(system("Disk quota exceeded"), "Disk quota", "make room in your quota"),
                Arguments.of(system("File too large"), "File too large", "ulimit -f"),
                Arguments.of(system("Read-only file system"), "Read-only", "a file system that can be written"),
                Arguments.of(new AccessDeniedException("/run"), "/run: permission denied", "writable for this user"),
                Arguments.of(system("Operation not permitted"), "not permitted", "writable for this user"),
                Arguments.of(system("Too many open files"), "Too many open files", "ulimit -n"),
                Arguments.of(system("File name too long"), "File name too long", "shorter path"),
                Arguments.of(system("Too many levels of symbolic links"), "symbolic links", "symbolic link"),
                Arguments.of(system("Not a directory"), "Not a directory", "remove the file that is in the way"),
                Arguments.of(new FileAlreadyExistsException("/run/x"), "/run/x: file exists", "in the way"),
                Arguments.of(new DirectoryNotEmptyException("/run/x"), "/run/x: directory not empty", "in the way"),
                Arguments.of(new NoSuchFileException("/run"), "/run: no such file", "still there"),
                Arguments.of(
                        new UncheckedIOException("it cannot be removed", new AccessDeniedException("/run/x")),
                        "/run/x: permission denied",
                        "writable for this user"),
                Arguments.of(system("No locks available"), "No locks", "a file system with locks"),
                Arguments.of(system("Input/output error"), "Input/output error", "check the disk"),
                Arguments.of(system("Something new"), "Something new", "remove the cause"),
                Arguments.of(new ClosedByInterruptException(), "ClosedByInterruptException", "remove the cause"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void adviceFitsItsCause(Exception thrown, String cause, String advice) {
        DiskTrouble trouble = DiskTrouble.of(thrown);
        assertTrue(trouble.cause().contains(cause), trouble.toString());
        assertTrue(trouble.advice().contains(advice), trouble.toString());
        assertFalse(trouble.toString().contains("null"), trouble.toString());
        assertFalse(trouble.toString().contains("node save"), trouble.toString());
    }

    @Test
    void pathsOfStrangersAreEscaped() {
        assertEquals(
                "/run/\\u001b[2J: permission denied",
                DiskTrouble.of(new AccessDeniedException("/run/\u001b[2J")).cause());
    }

    private static IOException system(String words) {
        return new FileSystemException("/run/x", null, words);
    }
}
