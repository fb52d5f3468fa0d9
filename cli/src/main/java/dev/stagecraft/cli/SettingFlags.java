package dev.stagecraft.cli;

import dev.stagecraft.runtime.setting.Flag;
import dev.stagecraft.runtime.setting.Setting;
import dev.stagecraft.runtime.setting.TrainingSettings;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The flags of the settings that have one of their own, as their rows say it. */
final class SettingFlags {
    private SettingFlags() {}

    /** Lets a command take the flags of the settings that matter to it. */
    static void addTo(CommandLine command, Predicate<Setting<?>> matters) {
        CommandSpec spec = command.getCommandSpec();
        for (Setting<?> setting : TrainingSettings.ALL) {
            setting.flag().filter(flag -> matters.test(setting)).ifPresent(flag -> spec.addOption(option(flag)));
        }
    }

    private static OptionSpec option(Flag<?> flag) {
        OptionSpec.Builder option = OptionSpec.builder(flag.name())
                .paramLabel(flag.label())
                .description(flag.help())
                .type(flag.type())
                .arity(flag.isToggle() ? "0..1" : "1");
        if (flag.isToggle()) {
            option.fallbackValue("true");
        }
        return flag.words().isEmpty()
                ? option.build()
                : option.converters(new Word(flag)).build();
    }

    private static String word(Flag<?> flag, String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (!flag.words().contains(word)) {
            throw new TypeConversionException(
                    "it must be one of " + String.join(", ", flag.words()) + ", not '" + text + "'");
        }
        return word;
    }

    /** Whether the user gave a setting's flag. */
    static boolean isGiven(Setting<?> setting, ParseResult parsed) {
        return setting.flag()
                .filter(flag -> parsed.hasMatchedOption(flag.name()))
                .isPresent();
    }

    /** Options with what the user gave. */
    static TrainingOptions over(TrainingOptions options, ParseResult parsed) {
        TrainingOptions given = options;
        for (Setting<?> setting : TrainingSettings.ALL) {
            if (isGiven(setting, parsed)) {
                given = over(given, setting, parsed);
            }
        }
        return given;
    }

    private static <T> TrainingOptions over(TrainingOptions options, Setting<T> setting, ParseResult parsed) {
        Flag<T> flag = setting.flag().orElseThrow();
        return options.with(
                setting, flag.reader().apply(parsed.matchedOption(flag.name()).getValue()));
    }

    // Not a lambda: JDK 17 crashes when it archives one of an interface that was compiled for Java 5.
    private record Word(Flag<?> flag) implements CommandLine.ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return word(flag, text);
        }
    }
}
