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
        if (wanted > 0 && number != null && number != wanted) {
            throw new BadInputException(wanted + " threads were requested, but this process computes with "
                    + (number == 0 ? "as many as TensorFlow chose" : number)
                    + " since it first used TensorFlow; request " + wanted + " before that, or in another process");
        }
        if (wanted > 0) {
            number = wanted;
        }
    }

    /** What was asked for; 0 for TensorFlow's own choice. */
    public static synchronized int asked() {
        return number == null ? 0 : number;
    }

    /** As {@link #asked}, for a session: from then on it stays. */
    static synchronized int fixed() {
        number = asked();
        return number;
    }
}
