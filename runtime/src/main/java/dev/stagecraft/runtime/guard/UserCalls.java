package dev.stagecraft.runtime.guard;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.io.ForeignText;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Calls of classes that users may write: what they throw and what they give back is told with the class's name. Errors,
 * exceptions that are ours already, and what our own classes throw pass as they are.
 */
public final class UserCalls {
    private static final String OURS = "dev.stagecraft.runtime.";

    private UserCalls() {}

    /**
     * Calls what gives something back.
     *
     * @param user the object of the user's
     * @param call the call, as in {@code describe()}
     * @throws RunFailedException where it throws
     * @throws BadInputException where it gives null
     */
    public static <T> T get(Object user, String call, Supplier<T> work) {
        T found = guarded(user, call, work);
        if (found == null) {
            throw wrong(user, call, "null", "an object");
        }
        return found;
    }

    /**
     * Calls what gives nothing back.
     *
     * @throws RunFailedException where it throws
     */
    public static void run(Object user, String call, Runnable work) {
        guarded(user, call, () -> {
            work.run();
            return null;
        });
    }

    /**
     * Calls what gives a number.
     *
     * @param right whether a number may be given
     * @param expected those that may, as part of a sentence
     * @throws RunFailedException where it throws
     * @throws BadInputException where it gives another one
     */
    public static double number(Object user, String call, DoubleSupplier work, DoublePredicate right, String expected) {
        // This stands in every training step: nothing is made for a call that is as it should be.
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
     * Calls what gives a learning rate.
     *
     * @throws RunFailedException where it throws
     * @throws BadInputException where it gives one that is below 0, NaN, or infinite as float32
     */
    public static double rate(Object user, DoubleSupplier work) {
        return number(
                user,
                "rate(double, Moment)",
                work,
                found -> found >= 0 && Float.isFinite((float) found),
                "0 or more, and finite as float32");
    }

    /**
     * Calls what gives a text that is written into files and compared later.
     *
     * @throws RunFailedException where it throws
     * @throws BadInputException where it gives none, a blank one, or one with control characters
     */
    public static String text(Object user, String call, Supplier<String> work) {
        String found = get(user, call, work);
        if (found.isBlank() || found.chars().anyMatch(Character::isISOControl)) {
            throw wrong(
                    user,
                    call,
                    "\"" + ForeignText.printed(found) + "\"",
                    "a text without control characters that is not blank");
        }
        return found;
    }

    /** What to throw where something was given back that cannot be used. */
    public static BadInputException wrong(Object user, String call, Object found, String expected) {
        return new BadInputException(name(user) + "." + call + " gave " + found + "; expected is " + expected);
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

    /** What our own classes throw unasked is a fault of ours. */
    private static boolean isOurs(Object user) {
        return user.getClass().getName().startsWith(OURS);
    }

    private static RunFailedException thrown(Object user, String call, RuntimeException e) {
        return new RunFailedException(
                name(user) + "." + call + " threw " + ForeignText.printed(e.toString())
                        + "; expected is that it returns",
                e);
    }
}
