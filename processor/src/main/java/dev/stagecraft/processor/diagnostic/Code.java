package dev.stagecraft.processor.diagnostic;

/** The kinds of problems. Codes are stable; {@code docs/diagnostics.md} explains each with an example. */
public enum Code {
    /** The annotated type is not a top-level or static nested class or an interface. */
    WRONG_TYPE("SC-TYPE-01"),
    /** The generated class's name is taken. */
    NAME_TAKEN("SC-NAME-01"),
    /** A part of the network is missing. */
    MISSING_PART("SC-PART-01"),
    /** A part stands on a type that declares no network. */
    STRAY_PART("SC-PART-02"),
    /** A part that may stand once stands more often. */
    DOUBLED_PART("SC-PART-03"),
    /** Two things are declared that exclude each other. */
    CONTRADICTION("SC-PART-04"),
    /** A stage names a type that declares no block. */
    NOT_A_BLOCK("SC-BLOCK-01"),
    /** A value is outside its range. */
    OUT_OF_RANGE("SC-RANGE-01"),
    /** A count is larger than can be built. */
    OVERFLOW("SC-RANGE-02"),
    /** A width in proportion to a stage's channels is no whole number, or none at all. */
    WIDTH_VANISHES("SC-RANGE-03"),
    /** A window does not fit into what it slides over. */
    WINDOW_DOES_NOT_FIT("SC-SHAPE-01"),
    /** The two sides of a residual sum differ. */
    SUM_DIFFERS("SC-SHAPE-02"),
    /** Groups do not divide the channels. */
    GROUPS_DO_NOT_DIVIDE("SC-SHAPE-03"),
    /** A shortcut that only adds channels meets fewer. */
    CHANNELS_SHRINK("SC-SHAPE-04"),
    /** A fault of the processor itself. */
    INTERNAL("SC-INTERNAL");

    private final String id;

    Code(String id) {
        this.id = id;
    }

    /** The stable code, as in {@code SC-SHAPE-01}. */
    public String id() {
        return id;
    }
}
