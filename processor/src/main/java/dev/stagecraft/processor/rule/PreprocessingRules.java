package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.ResizeKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;

/** Rules for the mean, deviation and resizing of {@code @Input}. */
final class PreprocessingRules {
    private static final BigDecimal WHITE = BigDecimal.valueOf(255);
    private static final MathContext DIGITS = new MathContext(4);

    static final List<Rule<Part<InputSpec>>> ALL = List.of(
            perChannel("mean", true, input -> input.preprocessing().mean()),
            perChannel("deviation", false, input -> input.preprocessing().deviation()),
            PreprocessingRules::share);

    private PreprocessingRules() {}

    private static Rule<Part<InputSpec>> perChannel(
            String attribute, boolean mayBeZero, Function<InputSpec, List<Double>> values) {
        return (part, report) -> {
            List<Double> found = values.apply(part.spec());
            int channels = part.spec().channels();
            if (!found.isEmpty() && channels > 0 && found.size() != channels) {
                report.add(part.problem(Message.SETTING, attribute)
                        .with("attribute", attribute)
                        .with("found", found.toString())
                        .with("limit", "one number for each channel (" + channels + " here), or left out")
                        .fix(Edit.remove(part.at(attribute))));
            }
            for (int i = 0; i < found.size(); i++) {
                value(part, attribute, i, mayBeZero, found.get(i), report);
            }
        };
    }

    /** A number between 1 and 255 was probably computed from bytes, so its 255th part is suggested. */
    private static void value(
            Part<InputSpec> part, String attribute, int index, boolean mayBeZero, double found, Report report) {
        boolean right = found <= 1 && (mayBeZero ? found >= 0 : Ranges.isPositive(found));
        if (right) {
            return;
        }
        Origin origin = part.at(attribute).item(index);
        String limit =
                (mayBeZero ? "at least 0" : "above 0") + " and at most 1, because pixels are divided by 255 first";
        Problem problem = Message.SETTING
                .at(origin)
                .with("scope", part.scope())
                .with("attribute", attribute + " of channel " + (index + 1))
                .with("found", found)
                .with("limit", limit);
        boolean ofBytes = found > 1 && found <= WHITE.doubleValue();
        report.add(ofBytes ? problem.meant(ofOne(found)) : problem.fix(Edit.remove(part.at(attribute))));
    }

    private static String ofOne(double found) {
        return BigDecimal.valueOf(found)
                .divide(WHITE, DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static void share(Part<InputSpec> part, Report report) {
        Origin origin = part.at("resize").at("share");
        double found = part.spec().preprocessing().share();
        boolean given = part.given().test(origin);
        String limit = null;
        if (!(found > 0 && found <= 1)) {
            limit = "above 0 and at most 1";
        } else if (given && part.spec().preprocessing().mode() == ResizeKind.SQUEEZE) {
            limit = "left out unless mode is CROP";
        }
        if (limit != null) {
            report.add(Message.SETTING
                    .at(origin)
                    .with("scope", part.scope())
                    .with("attribute", "share")
                    .with("found", found)
                    .with("limit", limit)
                    .fix(Edit.remove(origin)));
        }
    }
}
