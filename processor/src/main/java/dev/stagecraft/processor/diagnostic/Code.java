package dev.stagecraft.processor.diagnostic;

/** The kinds of problems. Codes are stable; {@code docs/diagnostics.md} explains each with an example. */
public enum Code {
    /** The annotated type cannot declare a network. */
    WRONG_TYPE("SC-TYPE-01", "the annotated type cannot declare a network"),
    /** What generated classes build on cannot be seen from the annotated type. */
    NOT_SET_UP("SC-SETUP-01", "the build lacks what generated classes need"),
    /** A generated file's name is taken. */
    NAME_TAKEN("SC-NAME-01", "a generated file's name is taken"),
    /** A generated file's name is longer than file systems allow. */
    NAME_TOO_LONG("SC-NAME-02", "a generated file's name is longer than file systems allow"),
    /** A generated file cannot be written. */
    NOT_WRITTEN("SC-FILE-01", "a generated file cannot be written"),
    /** A part of the network is missing. */
    MISSING_PART("SC-PART-01", "a part of the network is missing"),
    /** A type has a part of a network but declares no network. */
    STRAY_PART("SC-PART-02", "a type has a part of a network but declares no network"),
    /** A part is declared more often than once. */
    DOUBLED_PART("SC-PART-03", "a part is declared more often than once"),
    /** Two declared things cannot be combined. */
    CONTRADICTION("SC-PART-04", "two declared things cannot be combined"),
    /** A declared value has no effect (a warning). */
    NO_EFFECT("SC-PART-05", "a declared value has no effect (a warning)", true),
    /** A stage names a type that declares no block. */
    NOT_A_BLOCK("SC-BLOCK-01", "a stage names a type that declares no block"),
    /** A value is outside its range. */
    OUT_OF_RANGE("SC-RANGE-01", "a value is outside its range"),
    /** A tensor is larger than can be built. */
    OVERFLOW("SC-RANGE-02", "a tensor is larger than can be built"),
    /** A width that follows from a stage's channels is not a whole number, or is 0. */
    WIDTH_VANISHES("SC-RANGE-03", "a width that follows from a stage's channels is not a whole number, or is 0"),
    /** A window does not fit into the image under it. */
    WINDOW_DOES_NOT_FIT("SC-SHAPE-01", "a window does not fit into the image under it"),
    /** The two sides of a residual sum differ. */
    SUM_DIFFERS("SC-SHAPE-02", "the two sides of a residual sum differ"),
    /** Groups do not divide the channels. */
    GROUPS_DO_NOT_DIVIDE("SC-SHAPE-03", "groups do not divide the channels"),
    /** A shortcut that can only add channels would have to remove some. */
    CHANNELS_SHRINK("SC-SHAPE-04", "a shortcut that can only add channels would have to remove some"),
    /** Pixels of the input never influence the output (a warning). */
    PIXELS_PASSED_OVER("SC-SHAPE-05", "pixels of the input never influence the output (a warning)", true),
    /** A training step would normalize a single value per channel. */
    SINGLE_VALUE("SC-SHAPE-06", "a training step would normalize a single value per channel"),
    /** The network costs more than its declaration allows. */
    OVER_BUDGET("SC-BUDGET-01", "the network costs more than its declaration allows"),
    /** A file of weights does not fit the network. */
    WEIGHTS_DIFFER("SC-WEIGHTS-01", "a file of weights does not fit the network"),
    /** A file of weights cannot be read. */
    WEIGHTS_NOT_READ("SC-WEIGHTS-02", "a file of weights cannot be read"),
    /** An option of the processor is wrong (a warning). */
    UNKNOWN_OPTION("SC-OPTION-01", "an option of the processor is wrong (a warning)", true),
    /** An internal error of the processor. */
    INTERNAL("SC-INTERNAL", "an internal error of the processor");

    private final String id;
    private final String title;
    private final boolean warning;

    Code(String id, String title) {
        this(id, title, false);
    }

    Code(String id, String title, boolean warning) {
        this.id = id;
        this.title = title;
        this.warning = warning;
    }

    /** What it means, in a few words. */
    public String title() {
        return title;
    }

    /** Whether the network can be built and trained all the same; {@code @SuppressWarnings} silences it. */
    public boolean isWarning() {
        return warning;
    }

    /** The stable code, as in {@code SC-SHAPE-01}. */
    public String id() {
        return id;
    }
}
