package dev.stagecraft.runtime.guard;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.io.ForeignText;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Calls of classes that users may write: what they throw and wrong values that they return are reported with the
 * class's name. Errors, exceptions that are ours already, and what our own classes throw pass as they are.
 */
public final class UserCalls {
    private static final String OURS = "dev.stagecraft.runtime.";

    private UserCalls() {}

    /**
     * Calls a method that returns an object.
     *
     * @param user the user's object
     * @param call the call, as in {@code describe()}
     * @throws RunFailedException if it throws
     * @throws BadInputException if it returns null
     */
    public static <T> T get(Object user, String call, Supplier<T> work) {
        T found = guarded(user, call, work);
        if (found == null) {
            throw wrong(user, call, "null", "an object");
        }
        return found;
    }

    /**
     * Calls a method that returns nothing.
     *
     * @throws RunFailedException if it throws
     */
    public static void run(Object user, String call, Runnable work) {
        guarded(user, call, () -> {
            work.run();
            return null;
        });
    }

    /**
     * Calls a method that returns a number.
     *
     * @param right whether a number may be returned
     * @param expected which numbers may be returned, as part of a sentence
     * @throws RunFailedException if it throws
     * @throws BadInputException if it returns another one
     */
    public static double number(Object user, String call, DoubleSupplier work, DoublePredicate right, String expected) {
        // Runs in every training step: no object is created where the value is right.
        double found;
        try {
            found = work.getAsDouble();
        } catch (BadInputException | RunFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw isOurs(user) ? e : thrown(user, call, e);
        }
        if (!right.test(found)) {
            throw wrong(user, call, found, expected);
        }
        return found;
    }

    /**
     * Calls a method that returns a learning rate.
     *
     * @throws RunFailedException if it throws
     * @throws BadInputException if it returns one that is below 0, NaN, or infinite as float32
     */
    public static double rate(Object user, DoubleSupplier work) {
        return number(
                user,
                "rate(double, Progress, RunLength)",
                work,
                found -> found >= 0 && Float.isFinite((float) found),
                "at least 0 and finite as float32");
    }

    /**
     * Calls a method that returns a text, which is written into files and compared later.
     *
     * @throws RunFailedException if it throws
     * @throws BadInputException if it returns null, a blank text, or one with control characters
     */
    public static String text(Object user, String call, Supplier<String> work) {
        String found = get(user, call, work);
        if (found.isBlank() || found.chars().anyMatch(Character::isISOControl)) {
            throw wrong(
                    user,
                    call,
                    "\"" + ForeignText.printed(found) + "\"",
                    "a text that is not blank and has no control characters");
        }
        return found;
    }

    /** The exception for a returned value that cannot be used. */
    public static BadInputException wrong(Object user, String call, Object found, String expected) {
        return new BadInputException(name(user) + "." + call + " returned " + found + "; it must return " + expected);
    }

    /** The user's class, as people know it. */
    public static String name(Object user) {
        return user.getClass().getName();
    }

    private static <T> T guarded(Object user, String call, Supplier<T> work) {
        try {
            return work.get();
        } catch (BadInputException | RunFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw isOurs(user) ? e : thrown(user, call, e);
        }
    }

    /** What our own classes throw unexpectedly is a fault of ours. */
    private static boolean isOurs(Object user) {
        return user.getClass().getName().startsWith(OURS);
    }

    private static RunFailedException thrown(Object user, String call, RuntimeException e) {
        return new RunFailedException(
                name(user) + "." + call + " threw " + ForeignText.printed(e.toString()) + "; it must return normally",
                e);
    }
}
