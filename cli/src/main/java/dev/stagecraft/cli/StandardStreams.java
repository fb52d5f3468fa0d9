package dev.stagecraft.cli;

import dev.stagecraft.runtime.host.StandardError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process's own output and errors. A print stream does not report its failures, and a script would take an empty file
 * for a result, so they are looked for at the end.
 */
final class StandardStreams {
    static final Path OUT = Path.of("/dev/fd/1");
    static final Path ERR = Path.of("/dev/fd/2");

    private static final long LEAVING_MILLIS = 1000;
    private static final int TYPE_OF_FILE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final PatientOutput patientOut =
            new PatientOutput(new FileOutputStream(FileDescriptor.out), "standard output");
    private final PatientOutput patientErr = new PatientOutput(StandardError.stream(), "standard error");
    private final PrintStream out = new PrintStream(patientOut, true, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(patientErr, true, StandardCharsets.UTF_8);

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /**
     * Waits for the output's reader, unless the user asked to quit.
     *
     * @param code the exit code of what was done
     * @return the exit code of the process
     */
    int settle(int code, boolean leaving) {
        out.flush();
        patientOut.drain(leaving ? LEAVING_MILLIS : Long.MAX_VALUE);
        int settled = patientOut.failure().map(failure -> settle(code, failure)).orElse(code);
        patientErr.drain(LEAVING_MILLIS);
        return settled;
    }

    private int settle(int code, IOException failure) {
        if (isClosedPipe(failure)) {
            // Its reader has seen enough, as in "| head".
            return code;
        }
        err.println("stagecraft: standard output cannot be written (" + failure.getMessage()
                + "), so the result is incomplete; make room, or redirect it elsewhere");
        return code == 0 ? Main.FAILED : code;
    }

    /** The system's text depends on the language, and a pipe knows no other failure than that nobody reads it. */
    private static boolean isClosedPipe(IOException failure) {
        try {
            int type = (int) Files.getAttribute(OUT, "unix:mode") & TYPE_OF_FILE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // This system does not tell what its descriptors are.
            return "Broken pipe".equals(failure.getMessage());
        }
    }
}
