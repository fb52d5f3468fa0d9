package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.benchmarks.harness.Medians;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Random;

/**
 * One process of a comparison: it measures a row with the version of this project on its class path, and prints
 * {@code millis}, the median. Packages of types differ between versions, so everything is called by reflection.
 */
final class Probe {
    private Probe() {}

    /** Takes the name of a row. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Row row = Row.OF_VERSIONS.stream()
                .filter(one -> one.name().equals(args[0]))
                .findFirst()
                .orElseThrow();
        Object network = Class.forName(row.network()).getConstructor().newInstance();
        Object input = call(network, "input");
        long begin = System.nanoTime();
        try (AutoCloseable opened = open(network, input)) {
            double built = millis(begin);
            Figures.print("millis", row.measure() == Row.Measure.BUILD ? built : median(row, network, input, opened));
        } catch (ReflectiveOperationException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the network was not closed", e);
        }
    }

    private static AutoCloseable open(Object network, Object input) throws ReflectiveOperationException {
        Class<?> preference = Class.forName("dev.stagecraft.runtime.device.Device$Preference");
        Object cpu = Arrays.stream(preference.getEnumConstants())
                .filter(constant -> constant.toString().equalsIgnoreCase("cpu"))
                .findFirst()
                .orElseThrow();
        Object device = Class.forName("dev.stagecraft.runtime.device.Device")
                .getMethod("choose", preference)
                .invoke(null, cpu);
        for (Method method :
                Class.forName("dev.stagecraft.runtime.train.TrainableNetwork").getMethods()) {
            Class<?>[] types = method.getParameterTypes();
            if (method.getName().equals("open") && types.length == 4 && types[3] == long.class) {
                return (AutoCloseable) method.invoke(null, network, input, device, 1L);
            }
        }
        throw new NoSuchMethodException("TrainableNetwork.open(network, images, device, seed)");
    }

    private static double median(Row row, Object network, Object input, AutoCloseable opened)
            throws ReflectiveOperationException {
        int values = (int) call(input, "values");
        byte[] images = new byte[row.batch() * values];
        new Random(1).nextBytes(images);
        int[] labels = new Random(2)
                .ints(row.batch(), 0, (int) call(network, "classes"))
                .toArray();
        if (row.measure() == Row.Measure.TRAIN) {
            Object batch = Class.forName("dev.stagecraft.runtime.data.Batch")
                    .getConstructor(int.class, byte[].class, int[].class)
                    .newInstance(row.batch(), images, labels);
            Method step = opened.getClass().getMethod("step", batch.getClass(), float.class);
            return median(row, () -> step.invoke(opened, batch, 0.001f));
        }
        Object serving = call(opened, "serving");
        Method logits = serving.getClass().getMethod("logits", byte[].class, int.class);
        return median(row, () -> logits.invoke(serving, images, row.batch()));
    }

    private static double median(Row row, Call call) throws ReflectiveOperationException {
        double[] times = new double[row.runs()];
        for (int i = -row.warmUp(); i < times.length; i++) {
            long begin = System.nanoTime();
            call.run();
            if (i >= 0) {
                times[i] = millis(begin);
            }
        }
        return Medians.of(times);
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws InvocationTargetException, IllegalAccessException;
    }
}
