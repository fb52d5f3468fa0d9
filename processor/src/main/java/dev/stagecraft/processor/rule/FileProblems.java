package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What keeps a generated file from being written. */
public final class FileProblems {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");
    /** The longest file name that the file systems of Linux and macOS allow. */
    private static final int MOST_BYTES = 255;
    /** The longest file name in a home that eCryptfs encrypts, as it needs the rest for itself. */
    private static final int MOST_BYTES_ENCRYPTED = 143;

    private FileProblems() {}

    /**
     * A generated file's name belongs to something else.
     *
     * @param file what cannot be written
     * @param owner to whom the name belongs
     */
    public static Problem nameTaken(DeclaringType type, String file, String owner) {
        return Message.NAME_TAKEN
                .at(NETWORK)
                .with("type", type.simpleName())
                .with("file", file)
                .with("owner", owner);
    }

    /**
     * A generated file cannot be written.
     *
     * @param file its name, in the type's package
     * @param reason why, in the words of the compiler's file manager
     */
    public static Problem notWritten(DeclaringType type, String file, String reason) {
        int bytes = file.getBytes(StandardCharsets.UTF_8).length;
        boolean tooLong = bytes > MOST_BYTES
                || (bytes > MOST_BYTES_ENCRYPTED
                        && reason.toLowerCase(Locale.ROOT).contains("too long"));
        Problem problem = (tooLong ? Message.NAME_TOO_LONG : Message.NOT_WRITTEN)
                .at(NETWORK)
                .with("type", type.simpleName())
                .with("file", file)
                .with("reason", reason);
        return tooLong
                ? problem.with("found", bytes).with("limit", MOST_BYTES).with("encrypted", MOST_BYTES_ENCRYPTED)
                : problem;
    }
}
