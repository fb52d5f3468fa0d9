package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import java.math.BigDecimal;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Rules for the range of one value, a row each. The runtime computes in float32, so numbers are judged as that. */
final class Ranges {
    private Ranges() {}

    /** A whole number with a least value. */
    static <S> Rule<Part<S>> atLeast(int least, String attribute, ToIntFunction<S> value) {
        return (part, report) ->
                atLeast(least, value.applyAsInt(part.spec()), Integer.MAX_VALUE, attribute, part, report);
    }

    /** A limit, where 0 stands for none. */
    static <S> Rule<Part<S>> limit(String attribute, ToLongFunction<S> value) {
        return (part, report) -> {
            long found = value.applyAsLong(part.spec());
            if (found < 0) {
                Problem problem =
                        problem(Message.AT_LEAST, attribute, found, part).with("limit", 0);
                report.add(withoutSign(problem, found, 0, Long.MAX_VALUE)
                        .fix(Edit.remove(part.at(attribute)))
                        .fix(Edit.remove(part.origin())));
            }
        };
    }

    /** A whole number of at least 1 that has no default where no preset gives one. */
    static <S> Rule<Part<S>> required(String attribute, int least, int example, ToIntFunction<S> value) {
        return (part, report) -> {
            int found = value.applyAsInt(part.spec());
            if (found == 0 && !part.gives(attribute)) {
                report.add(Message.VALUE_MISSING
                        .at(part.origin())
                        .with("scope", part.scope())
                        .with("attribute", attribute)
                        .with("example", example)
                        .fix(Edit.set(part.at(attribute), example)));
            } else {
                atLeast(least, found, Integer.MAX_VALUE, attribute, part, report);
            }
        };
    }

    /** A whole number of 1 to a limit. */
    static <S> Rule<Part<S>> upTo(int most, String attribute, ToIntFunction<S> value) {
        return (part, report) -> {
            int found = value.applyAsInt(part.spec());
            if (found < 1 || found > most) {
                Problem problem = problem(Message.FROM_TO, attribute, found, part)
                        .with("low", 1)
                        .with("high", Numbers.grouped(most));
                report.add(withoutSign(problem, found, 1, most));
            }
        };
    }

    /** A number of 0 to 1; at 1 nothing would be kept, in float32 as in double. */
    static <S> Rule<Part<S>> share(String attribute, String usual, ToDoubleFunction<S> value) {
        return (part, report) -> {
            double found = value.applyAsDouble(part.spec());
            if (isShare(found)) {
                return;
            }
            boolean rounded = found >= 0 && found < 1;
            boolean percent = found > 1 && found < 100;
            Problem problem = problem(rounded ? Message.ROUNDED_TO_ONE : Message.SHARE, attribute, found, part);
            if (percent) {
                report.add(problem.meant(percent(found)));
            } else {
                report.add(problem.fix(Edit.set(part.at(attribute), usual)));
            }
        };
    }

    /** A number above 0. */
    static <S> Rule<Part<S>> positive(String attribute, String usual, ToDoubleFunction<S> value) {
        return (part, report) -> {
            double found = value.applyAsDouble(part.spec());
            if (!isPositive(found)) {
                report.add(problem(Message.POSITIVE, attribute, found, part)
                        .with("usual", Message.USUAL_VALUE.text("value", usual))
                        .fix(Edit.set(part.at(attribute), usual)));
            }
        };
    }

    static boolean isShare(double value) {
        return value >= 0 && (float) value < 1;
    }

    static boolean isPositive(double value) {
        return (float) value > 0 && Float.isFinite((float) value);
    }

    /** Reports a number below its least value. */
    private static void atLeast(long least, long found, long most, String attribute, Part<?> part, Report report) {
        if (found < least) {
            Problem problem = problem(Message.AT_LEAST, attribute, found, part).with("limit", least);
            report.add(withoutSign(problem, found, least, most));
        }
    }

    private static Problem problem(Message message, String attribute, Object found, Part<?> part) {
        return part.problem(message, attribute).with("attribute", attribute).with("found", found);
    }

    /** Fixed by the number without its minus sign where that is one the attribute can have, else by the nearest limit. */
    static Problem withoutSign(Problem problem, long found, long least, long most) {
        boolean sign = found < 0 && found >= -most && -found >= least;
        return sign
                ? problem.meant(-found > Integer.MAX_VALUE ? -found + "L" : -found)
                : problem.fix(Edit.set(problem.origin(), found < least ? least : most));
    }

    /** As a share, without the rounding of doubles: 14.3 is 0.143. */
    private static String percent(double found) {
        return new BigDecimal(String.valueOf(found))
                .movePointLeft(2)
                .stripTrailingZeros()
                .toPlainString();
    }
}
