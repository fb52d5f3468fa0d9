package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Numbers;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.InputSpec;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** What {@code @Input} must be; whether there is one at all is {@link RequiredParts}' rule. */
final class InputRules {
    /** Most values of an image: what Java's arrays, and the buffers that feed TensorFlow, can hold on every JVM. */
    private static final long MOST_VALUES = Integer.MAX_VALUE - 16;

    static final List<Rule<Part<InputSpec>>> ALL = Stream.concat(
                    Stream.<Rule<Part<InputSpec>>>of(
                            Ranges.required("height", 1, 28, InputSpec::height),
                            Ranges.required("width", 1, 28, InputSpec::width),
                            Ranges.required("channels", 1, 1, InputSpec::channels),
                            InputRules::fitsIntoABatch),
                    PreprocessingRules.ALL.stream())
            .toList();

    private InputRules() {}

    /** Refuses an image that not even a batch of one image can hold. */
    private static void fitsIntoABatch(Part<InputSpec> part, Report report) {
        InputSpec input = part.spec();
        if (input.height() < 1 || input.width() < 1 || input.channels() < 1) {
            return;
        }
        BigInteger values = BigInteger.valueOf(input.height())
                .multiply(BigInteger.valueOf(input.width()))
                .multiply(BigInteger.valueOf(input.channels()));
        if (values.compareTo(BigInteger.valueOf(MOST_VALUES)) > 0) {
            report.add(Message.IMAGE_TOO_LARGE
                    .at(part.origin())
                    .with("image", input.height() + "×" + input.width() + "×" + input.channels())
                    .with("found", Numbers.grouped(values))
                    .with("limit", Numbers.grouped(MOST_VALUES)));
        }
    }
}
