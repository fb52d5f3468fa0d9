package dev.stagecraft.runtime.optimize;

/** The same rate at every step. */
public record Constant() implements Schedule {
    @Override
    public double rate(double base, Moment moment) {
        return base;
    }

    @Override
    public String describe() {
        return "constant";
    }

    @Override
    public boolean knowsTheEnd() {
        return false;
    }
}
