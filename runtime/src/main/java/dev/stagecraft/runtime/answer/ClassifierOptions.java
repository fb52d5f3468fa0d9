package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.setting.Precision;
import java.util.Optional;

/**
 * How a {@link Classifier} finds its network, where it computes, and what it accepts.
 *
 * @param classes that loads the network's class; empty for the context class loader of the thread, or else that of Stagecraft
 * @param device that it computes on; empty for a GPU if there is one, otherwise the CPU
 * @param mostPixels of all pictures of one call together, at least 1
 * @param mostBytes of all files of one call together, at least 1
 * @param batchSize most pictures of a run, at least 1; memory grows with it. They are of one call, or of several calls at
 *     the same time. If it is 1, an answer does not depend on what else is asked, in any bit
 * @param precision of the convolutions: float32 or bfloat16
 * @param goal whether an answer has to come soon, or many answers in a time
 */
public record ClassifierOptions(
        Optional<ClassLoader> classes,
        Optional<Device> device,
        long mostPixels,
        long mostBytes,
        int batchSize,
        Precision precision,
        Goal goal) {
    /** At most 50 million pixels and 100 million bytes in a call, 32 pictures at a time, in float32, each as soon as possible. */
    public static final ClassifierOptions DEFAULT = new ClassifierOptions(
            Optional.empty(), Optional.empty(), 50_000_000, 100_000_000, 32, Precision.FLOAT32, Goal.LATENCY);

    /**
     * Checks the ranges.
     *
     * @throws BadInputException if a value is out of its range
     */
    public ClassifierOptions {
        requirePositive("number of pixels", mostPixels);
        requirePositive("number of bytes", mostBytes);
        requirePositive("batch size", batchSize);
        if (precision != Precision.FLOAT32 && precision != Precision.BFLOAT16) {
            throw new BadInputException(
                    "the precision of answers is " + precision.word() + "; it must be float32 or bfloat16");
        }
    }

    private static void requirePositive(String what, long found) {
        if (found < 1) {
            throw new BadInputException("the " + what + " is " + found + "; it must be at least 1");
        }
    }

    /** The same with another class loader for the network's class. */
    public ClassifierOptions withClasses(ClassLoader other) {
        return new ClassifierOptions(Optional.of(other), device, mostPixels, mostBytes, batchSize, precision, goal);
    }

    /** The same on a device. */
    public ClassifierOptions withDevice(Device other) {
        return new ClassifierOptions(classes, Optional.of(other), mostPixels, mostBytes, batchSize, precision, goal);
    }

    /** The same with another limit for the pixels of all pictures of one call together, at least 1. */
    public ClassifierOptions withMostPixels(long most) {
        return new ClassifierOptions(classes, device, most, mostBytes, batchSize, precision, goal);
    }

    /** The same with another limit for the bytes of all files of one call together, at least 1. */
    public ClassifierOptions withMostBytes(long most) {
        return new ClassifierOptions(classes, device, mostPixels, most, batchSize, precision, goal);
    }

    /** The same with another number of pictures that are classified at a time, at least 1. */
    public ClassifierOptions withBatchSize(int other) {
        return new ClassifierOptions(classes, device, mostPixels, mostBytes, other, precision, goal);
    }

    /**
     * The same with another precision of the convolutions. Answers in bfloat16 are faster and differ slightly. They
     * need a CPU with instructions for bfloat16, and oneDNN.
     *
     * @throws BadInputException if it is neither float32 nor bfloat16
     */
    public ClassifierOptions withPrecision(Precision other) {
        return new ClassifierOptions(classes, device, mostPixels, mostBytes, batchSize, other, goal);
    }

    /** The same with another goal. */
    public ClassifierOptions withGoal(Goal other) {
        return new ClassifierOptions(classes, device, mostPixels, mostBytes, batchSize, precision, other);
    }
}
