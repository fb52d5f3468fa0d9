package dev.stagecraft.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options that were given an empty value, as {@code --out "$UNSET"} does: an empty path would mean the working
 * directory, which nobody asked for.
 */
final class EmptyValues {
    private EmptyValues() {}

    /** @throws CommandLine.ParameterException if there is one */
    static void refuse(ParseResult parsed) {
        for (OptionSpec option : parsed.matchedOptions()) {
            if (option.typeInfo().isBoolean()) {
                continue;
            }
            if (option.originalStringValues().contains("")) {
                throw new CommandLine.ParameterException(
                        parsed.commandSpec().commandLine(),
                        option.longestName() + " is empty; give it a value, or leave it out");
            }
        }
        if (parsed.hasSubcommand()) {
            refuse(parsed.subcommand());
        }
    }
}
