package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * The number of threads that TensorFlow computes with. All sessions of a process share them, and the first session makes
 * them: their number can be chosen once, before that. What a step computes depends on it to the last bit, as sums are cut
 * into a part for each thread.
 */
public final class ComputeThreads {
    /** More are no help on any machine. */
    public static final int MOST = 1024;

    /** 0 for TensorFlow's own choice; null while nobody has chosen. */
    private static @Nullable Integer number;

    /** Runs that go at the same time, each with one thread; 0 if all threads compute for any run. */
    private static int runs;

    private ComputeThreads() {}

    /**
     * Asks for a number, for the whole process.
     *
     * @param wanted 1 to {@link #MOST}; 0 to take it as it is
     * @throws BadInputException if it is out of range, or this process computes with another number already
     */
    public static synchronized void require(int wanted) {
        if (wanted < 0 || wanted > MOST) {
            throw new BadInputException("the number of threads is " + wanted + "; it must be 1 to " + MOST);
        }
        if (wanted > 0) {
            require(wanted, wanted == 1 ? "1 thread was" : wanted + " threads were");
            number = wanted;
        }
    }

    private static void require(int wanted, String requested) {
        if (number != null && number != wanted) {
            throw new BadInputException(requested + " requested, but this process computes with "
                    + (number == 0 ? "as many as TensorFlow chose" : number)
                    + " since it first used TensorFlow; request " + wanted + " before that, or in another process");
        }
    }

    /**
     * Asks for runs that go at the same time, each with one thread, for the whole process.
     *
     * @param wanted number of runs, at least 1
     * @throws BadInputException if this process computes in another way already
     */
    public static synchronized void requireRuns(int wanted) {
        require(1, "1 thread for each run was");
        if (number == null) {
            runs = wanted;
        } else if (runs == 0 && wanted > 1) {
            throw new BadInputException("1 thread for each of " + wanted
                    + " runs was requested, but this process computes with 1 thread since it first used TensorFlow;"
                    + " request this before that, or in another process");
        }
        number = 1;
    }

    /** What was asked for; 0 for TensorFlow's own choice. */
    public static synchronized int asked() {
        return number == null ? 0 : number;
    }

    /** What a session is opened with: from then on it stays. */
    static synchronized Threads fixed() {
        number = asked();
        return new Threads(number, Math.max(number, runs));
    }

    /**
     * Threads of a session.
     *
     * @param ofOperation that compute an operation; 0 for TensorFlow's own choice
     * @param ofSession that compute operations at the same time; 0 for TensorFlow's own choice
     */
    record Threads(int ofOperation, int ofSession) {}
}
