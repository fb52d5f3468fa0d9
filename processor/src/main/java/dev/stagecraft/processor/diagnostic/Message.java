package dev.stagecraft.processor.diagnostic;

import dev.stagecraft.processor.spec.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The texts of all messages, each beside its code. A text has named slots, such as {@code {found}}; one with a question
 * mark, such as {@code {hint?}}, may be left empty. The first is mostly the scope, such as {@code stage 2}.
 */
public enum Message {
    // The annotated type and its build.
    WRONG_KIND(
            Code.WRONG_TYPE,
            "{type} is {kind}; @ResidualNetwork requires a top-level or static nested class or interface"),
    COMPACT_SOURCE(
            Code.WRONG_TYPE,
            "{type} is declared in a compact source file, whose class other sources cannot name;"
                    + " @ResidualNetwork requires a top-level or static nested class or interface"),
    GENERIC(
            Code.WRONG_TYPE,
            "{type} has type parameters, and @ResidualNetwork requires a type without any; remove them"),
    PRIVATE(Code.WRONG_TYPE, "{type} is private, so that its generated class cannot see it; remove private"),
    INSIDE_PRIVATE(Code.WRONG_TYPE, "{type} is inside {outer}, which is private; remove private from {outer}"),
    INNER(Code.WRONG_TYPE, "{type} is an inner class; declare it static"),
    INSIDE_INNER(Code.WRONG_TYPE, "{type} is inside {outer}, which is an inner class; declare {outer} static"),
    OLD_SOURCES(
            Code.NOT_SET_UP,
            "setup: generated classes need Java 9 or later, and the sources are compiled for an older"
                    + " release; compile with --release 17, which the runtime requires"),
    NO_RUNTIME(
            Code.NOT_SET_UP,
            "setup: generated classes need Stagecraft's runtime, which is not on the class path; add the"
                    + " dependency dev.stagecraft:stagecraft-runtime"),
    RUNTIME_NOT_READ(
            Code.NOT_SET_UP,
            "setup: generated classes need Stagecraft's runtime, which the module {module} does not read; add"
                    + " requires dev.stagecraft.runtime to its module-info"),
    NAME_TAKEN(Code.NAME_TAKEN, "{type}: the network would be generated as {file}, but {owner}; rename one of the two"),
    NAME_TOO_LONG(
            Code.NAME_TOO_LONG,
            "{type}: the generated file {file} cannot be written, because its name has {found} bytes"
                    + " ({reason}); file systems allow at most {limit}, or {encrypted} with eCryptfs; give the type a"
                    + " shorter name"),
    NOT_WRITTEN(
            Code.NOT_WRITTEN,
            "{type}: the generated file {file} cannot be written ({reason}); make sure that the compiler may"
                    + " write to its output folders and that their disk is not full"),
    STRAY_PART(Code.STRAY_PART, "{type} has {parts} but no @{owner}; add {example}, or remove {parts}"),
    UNKNOWN_OPTION(Code.UNKNOWN_OPTION, "options: unknown option -A{found}; known options are {known}{hint?}"),
    FIXES_NOT_WRITTEN(
            Code.UNKNOWN_OPTION,
            "options: the file of -Astagecraft.fixes cannot be written ({reason}); choose another"),
    UNKNOWN_OPTION_VALUE(Code.UNKNOWN_OPTION, "options: -A{option} is {found}; it must be {known}{hint?}"),
    UNKNOWN_NETWORK(
            Code.UNKNOWN_OPTION,
            "options: -A{found} names no network; stagecraft.weights. must be followed by the binary name of a type"
                    + " annotated with @ResidualNetwork, as in com.acme.Net or com.acme.Outer$Net{hint?}"),
    WEIGHTS_NOT_READ(Code.WEIGHTS_NOT_READ, "{type}: the weights of -A{option} cannot be read: {reason}"),
    INTERNAL(
            Code.INTERNAL,
            "{type}: internal error of Stagecraft {version}; please report it with this trace:\n{trace}"),

    // Parts that are missing, doubled, or exclude each other.
    PART_MISSING(Code.MISSING_PART, "network: {part} is missing; add, for example, {addition}"),
    VALUE_MISSING(Code.MISSING_PART, "{scope}: {attribute} is missing; add, for example, {attribute} = {example}"),
    NO_CONVOLUTION(
            Code.MISSING_PART,
            "{scope}: the block has no convolution, and it needs at least one; add, for example, {example}"),
    DOUBLED(Code.DOUBLED_PART, "{scope}: {found} {what} are declared ({names}), and at most one is allowed; keep one"),
    FEATURES_AND_HEAD(Code.CONTRADICTION, "network: @Features and @Head cannot be combined; remove one"),
    PROBE_AND_AUGMENTATION(
            Code.CONTRADICTION,
            "training: linearProbe and augmentation cannot be combined, because a linear probe computes the features of"
                    + " each image once; remove one"),
    BLOCK_AND_CUSTOM(Code.CONTRADICTION, "{scope}: block and custom cannot be combined; remove one"),
    DEPTH_WITHOUT_SHORTCUT(
            Code.CONTRADICTION,
            "network: stochasticDepth drops the bodies of blocks, and a block without a shortcut has no output"
                    + " without its body; remove stochasticDepth, or give the blocks a shortcut"),
    ZERO_LAST_WITHOUT_SHORTCUT(
            Code.CONTRADICTION,
            "norm: zeroLast makes every block equal its shortcut at first, and the blocks have no shortcut; remove"
                    + " zeroLast, or give the blocks a shortcut"),
    STRIDED_LAYER(Code.CONTRADICTION, "{scope}: strided applies only to {kinds} layers; remove it"),
    SECOND_STRIDED(
            Code.CONTRADICTION,
            "{scope}: a second strided layer is declared, and at most one is allowed; remove strided"),
    NOT_A_BLOCK(
            Code.NOT_A_BLOCK, "{scope}: {found} is not a block: custom must name a type annotated with @ResidualBlock"),

    // Values outside of their range.
    AT_LEAST(Code.OUT_OF_RANGE, "{scope}: {attribute} is {found}; it must be at least {limit}{hint?}"),
    FROM_TO(Code.OUT_OF_RANGE, "{scope}: {attribute} is {found}; it must be from {low} to {high}{hint?}"),
    STAGE_STRIDE(
            Code.OUT_OF_RANGE,
            "{scope}: stride is {found}; it must be from 1 to {high}, or left out for 1 in the first stage"
                    + " and 2 later"),
    SHARE(Code.OUT_OF_RANGE, "{scope}: {attribute} is {found}; it must be at least 0 and below 1{hint?}"),
    ROUNDED_TO_ONE(
            Code.OUT_OF_RANGE,
            "{scope}: {attribute} is {found}, which float32 rounds to 1; it must be at least 0 and below 1"),
    POSITIVE(Code.OUT_OF_RANGE, "{scope}: {attribute} is {found}; it must be above 0 and finite in float32{usual?}"),
    SETTING(Code.OUT_OF_RANGE, "{scope}: {attribute} is {found}; it must be {limit}{hint?}"),
    WIDTH(Code.OUT_OF_RANGE, "{scope}: width is {found}; it must be above 0 and finite"),
    STEM_LENGTH(Code.OUT_OF_RANGE, "stem: before has {found} convolutions; at most {limit} are allowed"),
    STAGES(
            Code.OUT_OF_RANGE,
            "{scope}: the network has {found} stages; at most {limit} are allowed; join stages that have"
                    + " the same channels"),
    BLOCKS(
            Code.OUT_OF_RANGE,
            "network: the stages have {found} blocks in all; at most {limit} are allowed; make the value of"
                    + " blocks smaller{such?}"),
    LAYERS(
            Code.OUT_OF_RANGE,
            "network: the stages have {found} layers of blocks of your own in all; at most {limit} are"
                    + " allowed; make the value of blocks smaller, or declare shorter blocks{such?}"),
    BLOCK_LENGTH(
            Code.OUT_OF_RANGE,
            "{scope}: the block has {found} layers; at most {limit} are allowed; declare a shorter block, and"
                    + " more of them"),

    // Sizes that cannot be built.
    IMAGE_TOO_LARGE(
            Code.OVERFLOW,
            "input: an image of {image} has {found} values, and a batch can hold at most {limit}; make"
                    + " height, width or channels smaller{such?}"),
    CHANNELS_TOO_MANY(
            Code.OVERFLOW,
            "{scope}: a convolution would have {factors} = {found} output channels; at most 2,147,483,647 can be"
                    + " built; make {attribute} smaller{such?}"),
    TENSOR_TOO_LARGE(
            Code.OVERFLOW,
            "{scope}, {step}: the {tensor} would have {factors} = {found} values; at most 2,147,483,647 can be built;"
                    + " make {change} {direction}{such?} (shapes so far: {trail})"),
    GROUP_VANISHES(
            Code.WIDTH_VANISHES,
            "{scope}: channels is {channels}, so a group of the 3×3 convolution has {channels} · {groupWidth}"
                    + " / {reference} channels, rounded down to 0; it must have at least 1: make channels or"
                    + " groupWidth larger{such?}"),
    WIDTH_NOT_WHOLE(
            Code.WIDTH_VANISHES,
            "{scope}: channels is {channels}, so layer {layer} of {block} has {factors} = {product}"
                    + " channels; it must be a whole number of at least 1: choose another width, or other"
                    + " channels{such?}"),
    RATIO_TOO_LARGE(
            Code.WIDTH_VANISHES,
            "{scope}, se/reduce: {channels} channels / {ratio} is rounded down to 0; it must be at least 1:"
                    + " make ratio at most {channels} (shapes so far: {trail})"),

    // Shapes.
    WINDOW_DOES_NOT_FIT(
            Code.WINDOW_DOES_NOT_FIT,
            "{scope}, {step}: a window of {size}×{size} does not fit into {input}: {arithmetic} leaves no pixel;"
                    + " make the window odd, as odd windows always fit, or the input larger{such?} (shapes so far: {trail})"),
    BLUR_DOES_NOT_FIT(
            Code.WINDOW_DOES_NOT_FIT,
            "{scope}, {step}: a blur with reflected edges does not fit into {input}: height and width must be at least"
                    + " {least}; make strides smaller, or the input larger (shapes so far: {trail})"),
    POOL_DOES_NOT_FIT(
            Code.WINDOW_DOES_NOT_FIT,
            "{scope}, {step}: an average pool of {size}×{size} without padding does not fit into {input}; make strides"
                    + " smaller, or the input larger (shapes so far: {trail})"),
    GROUPS_DO_NOT_DIVIDE(
            Code.GROUPS_DO_NOT_DIVIDE,
            "{scope}, {step}: groups is {groups}, which does not divide {undivided}; choose other groups,"
                    + " or channels that {groups} divides{such?} (shapes so far: {trail})"),
    SIDES_DIFFER(
            Code.SUM_DIFFERS,
            "{scope}, {step}: the body gives {body}, the shortcut {shortcut}; make both sides change size and channels"
                    + " alike (shapes so far: {trail})"),
    SUM_DIFFERS(
            Code.SUM_DIFFERS,
            "{scope}, sum: the body gives {body}{growth?}, the shortcut {shortcut} (body: {bodyTrail}; shortcut:"
                    + " {shortcutTrail}); {fix} (shapes so far: {trail})"),
    CHANNELS_SHRINK(
            Code.CHANNELS_SHRINK,
            "{scope}, shortcut/pad: the block takes {in} channels and gives {out}, and a zero-padded shortcut"
                    + " can only add channels; make channels at least {in}, or choose the shortcut PROJECTION (shapes"
                    + " so far: {trail})"),
    PIXELS_SKIPPED(
            Code.PIXELS_PASSED_OVER,
            "{scope}: {lost} of the {pixels} pixels of an image never influence the output, because these"
                    + " windows skip them; {fix}{such?}"),
    SINGLE_VALUE(
            Code.SINGLE_VALUE,
            "training: batchSize is 1, and {layer} sees 1×1 pixels of 1 image: batch normalization would turn"
                    + " the single value of each channel into a constant; it must see at least 2 values of each"
                    + " channel: make batchSize at least 2, strides smaller or the input larger"),
    OVER_BUDGET(
            Code.OVER_BUDGET,
            "budget: the network has {found} {unit}; at most {limit} are allowed; most expensive layers,"
                    + " largest first: {most}; make {smaller} smaller, or set {attribute} to at least {exact}"),

    // Weights that a network is to begin with.
    WEIGHTS_DIFFER(Code.WEIGHTS_DIFFER, "{scope}: {file} does not fit{difference?}; declare {mend}"),
    WEIGHTS_DIFFER_ANYHOW(
            Code.WEIGHTS_DIFFER,
            "network: {file} does not fit: {difference}; choose another file, or declare the network that this one was"
                    + " saved from"),

    // Values without effect.
    BOTTLENECK_UNUSED(
            Code.NO_EFFECT,
            "network: @Bottleneck has no effect, because no stage has bottleneck blocks; remove it, or"
                    + " declare block = Block.BOTTLENECK"),
    POOL_SIZE_UNUSED(
            Code.NO_EFFECT,
            "stem: the size of the pool has no effect, because antialias = Antialias.AVERAGE_POOL replaces the max pool"
                    + " with an average pool as large as its stride; remove size"),
    POOL_CONVOLUTION_UNUSED(
            Code.NO_EFFECT,
            "stem: poolConvolution puts a convolution in the place of the stem's pool, and there is none; remove it, or add"
                    + " pool = @MaxPool"),
    ANTIALIAS_UNUSED(
            Code.NO_EFFECT,
            "network: antialias applies to strides above 1 of the stem's pool and of built-in blocks, and there are"
                    + " none; remove it, or add @Layer(value = LayerKind.BLUR, strided = true) to blocks of your own"),
    SHORTCUT_NORM_UNUSED(
            Code.NO_EFFECT,
            "shortcut: norm applies only to projections, and shortcuts of the kind {kind} have none; remove norm"),
    ZERO_LAST_UNUSED(
            Code.NO_EFFECT,
            "norm: zeroLast applies to the last normalization of a block, and no block has one; remove it, or"
                    + " add @Layer(LayerKind.NORMALIZATION)"),
    ZERO_LAST_DEAD(
            Code.NO_EFFECT,
            "norm: zeroLast starts the scale of the last normalization of a block at zero, and a ReLU after it has"
                    + " no gradient at zero, so the block never learns; remove zeroLast, or choose another"
                    + " activation"),
    STRIDE_UNUSED(
            Code.NO_EFFECT,
            "{scope}: stride is {found}, but neither a layer of {block} nor the shortcut uses it; remove"
                    + " stride, or declare a convolution with strided = true"),
    BUDGET_EMPTY(
            Code.NO_EFFECT, "budget: no limit is set; add, for example, parameters = 30_000_000, or remove @Budget"),
    BATCH_SIZE_UNUSED(
            Code.NO_EFFECT,
            "budget: batchSize applies only to trainingBytes, which is not set; remove batchSize, or add"
                    + " trainingBytes"),
    COLOR_JITTER_EMPTY(
            Code.NO_EFFECT,
            "training, augmentation: the color jitter changes nothing; add, for example, brightness = 0.4, or remove"
                    + " @ColorJitter"),
    COLOR_UNUSED(
            Code.NO_EFFECT,
            "training, augmentation: {attribute} applies only to images of 3 channels, and the input has {channels};"
                    + " remove {attribute}"),
    LAYER_VALUE_UNUSED(
            Code.NO_EFFECT, "{scope}: {attribute} applies only to CONVOLUTION layers and is ignored here; remove it"),

    // Parts of sentences.
    SUCH_AS(", for example {values}"),
    DID_YOU_MEAN("; did you mean {value}?"),
    USUAL_VALUE("; {value} is usual"),
    GROWTH(" ({factors} = {channels} channels)"),
    FIX_EVEN_KERNELS("choose odd kernels, because symmetric padding adds half a pixel less on every side of an even"
            + " one, or choose padding = Padding.SAME"),
    FIX_WHOLE_WINDOWS("choose another input size, because {stride} must divide height and width before an average pool"
            + " without padding, or choose padding = Padding.SAME"),
    FIX_STRIDE("give the stride of {stride} to a convolution of the block with strided = true, or declare stride = 1"),
    FIX_IDENTITY("let the block keep {input}, with {changes}, or choose the shortcut PROJECTION");

    @SuppressWarnings("ImmutableEnumChecker") // An optional of a constant.
    private final Optional<Code> code;

    @SuppressWarnings("ImmutableEnumChecker") // A record of a text.
    private final Template template;

    Message(Code code, String template) {
        this.code = Optional.of(code);
        this.template = new Template(template);
    }

    Message(String partOfASentence) {
        this.code = Optional.empty();
        this.template = new Template(partOfASentence);
    }

    /**
     * A problem of this row, its slots still empty.
     *
     * @param origin the declared value whose change fixes it
     * @throws IllegalStateException where the row is a part of a sentence
     */
    public Problem at(Origin origin) {
        code();
        return new Problem(this, origin, Optional.empty(), Map.of(), List.of());
    }

    /**
     * A part of a sentence.
     *
     * @param slot the name of its only slot
     * @throws IllegalStateException where the slot is another
     */
    public String text(String slot, Object value) {
        return text(Map.of(slot, String.valueOf(value)));
    }

    /**
     * The text with its slots filled.
     *
     * @throws IllegalStateException where one is left empty
     */
    public String text(Map<String, String> values) {
        return template.fill(values);
    }

    /**
     * The stable code.
     *
     * @throws IllegalStateException where the row is a part of a sentence
     */
    Code code() {
        return code.orElseThrow(() -> new IllegalStateException(this + " is a part of a sentence"));
    }

    /** The names of the slots. */
    Set<String> slots() {
        return template.slots();
    }
}
