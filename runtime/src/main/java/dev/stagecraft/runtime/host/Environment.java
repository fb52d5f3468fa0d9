package dev.stagecraft.runtime.host;

import java.util.Map;
import java.util.Optional;

/**
 * The variables of a process's environment. A variable that is empty counts as unset, because scripts write
 * {@code NAME="$UNSET"}.
 */
public final class Environment {
    private final Map<String, String> variables;

    /** An environment of these variables. */
    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** This process's. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** The value of a variable; empty if it is unset or its value is. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}
