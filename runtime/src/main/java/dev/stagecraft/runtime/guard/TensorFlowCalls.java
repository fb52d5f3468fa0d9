package dev.stagecraft.runtime.guard;

import dev.stagecraft.runtime.RunFailedException;
import java.util.function.Supplier;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.exceptions.TFPermissionDeniedException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TFUnauthenticatedException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Calls of TensorFlow. Its exceptions have no common type: an invalid argument is an {@link IllegalArgumentException}, a
 * missing kernel an {@link UnsupportedOperationException}, a closed session an {@link IllegalStateException}. So they are
 * recognized by their type where it is TensorFlow's, and by the class that threw them where the type is the JDK's.
 */
public final class TensorFlowCalls {
    private TensorFlowCalls() {}

    /**
     * Runs code that calls TensorFlow.
     *
     * @param doing what is done, as part of a sentence, as in {@code a step of 64 images}
     * @throws RunFailedException if TensorFlow throws; its text is in the message
     */
    public static <T> T get(String doing, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw isTensorFlows(e) ? failure(doing, e) : e;
        }
    }

    /** As {@link #get}, without a result. */
    public static void run(String doing, Runnable work) {
        get(doing, () -> {
            work.run();
            return null;
        });
    }

    /** Whether TensorFlow, or the library below it, threw this. */
    public static boolean isTensorFlows(RuntimeException thrown) {
        if (thrown instanceof TensorFlowException
                || thrown instanceof TFInvalidArgumentException
                || thrown instanceof TFUnimplementedException) {
            return true;
        }
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                return name.startsWith("org.tensorflow.") || name.startsWith("org.bytedeco.");
            }
        }
        return false;
    }

    /**
     * The exception to throw in place of one that TensorFlow threw.
     *
     * @param doing what was done, as part of a sentence
     */
    public static RunFailedException failure(String doing, RuntimeException thrown) {
        return new RunFailedException(doing + " failed: " + text(thrown), thrown);
    }

    /** What TensorFlow threw, as part of a sentence: what its type means, and its own text. */
    public static String text(RuntimeException thrown) {
        return meaning(thrown) + " (" + ownText(thrown) + ")";
    }

    private static String meaning(RuntimeException thrown) {
        if (thrown instanceof TFResourceExhaustedException) {
            return "memory or another resource ran out";
        }
        if (thrown instanceof TFInvalidArgumentException) {
            return "TensorFlow does not accept a value or a shape";
        }
        if (thrown instanceof TFFailedPreconditionException) {
            return "something that TensorFlow needs is not ready: a variable has no value, or a folder is where a file"
                    + " should be";
        }
        if (thrown instanceof TFUnimplementedException) {
            return "TensorFlow cannot compute this on this device";
        }
        if (thrown instanceof TFPermissionDeniedException || thrown instanceof TFUnauthenticatedException) {
            return "the system does not allow it";
        }
        if (thrown instanceof TFOutOfRangeException) {
            return "a file or a sequence ends too early";
        }
        if (thrown instanceof TensorFlowException) {
            return "TensorFlow reports an error";
        }
        if (thrown instanceof IllegalStateException) {
            return "it is closed or was never opened";
        }
        return "TensorFlow for Java does not accept it";
    }

    /** Nodes of a graph come on lines of their own. */
    private static String ownText(RuntimeException thrown) {
        String text =
                thrown.getMessage() == null || thrown.getMessage().isBlank() ? thrown.toString() : thrown.getMessage();
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
