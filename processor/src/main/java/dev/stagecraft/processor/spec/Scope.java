package dev.stagecraft.processor.spec;

/**
 * A part of a network, from the stem to the head. It is printed and never read back: once as names of variables have it
 * ({@code stage2/block1}), once as sentences have it ({@code stage 2, block 1}). Counting starts at 1.
 */
public sealed interface Scope {
    /** As names of variables and rows of the layer table have it. */
    String path();

    /** As sentences have it. */
    String title();

    /** Where its values are declared. */
    Origin origin();

    /** What comes before the first stage. */
    static Scope stem() {
        return Whole.STEM;
    }

    /**
     * A stage.
     *
     * @param number from 1
     */
    static Stage stage(int number) {
        return new Stage(number);
    }

    /** What a pre-activation network has after its last stage. */
    static Scope end() {
        return Whole.FINAL;
    }

    /** What makes classes of features. */
    static Scope head() {
        return Whole.HEAD;
    }

    /** The parts that a network has once. */
    enum Whole implements Scope {
        /** Before the first stage. */
        STEM("stem"),
        /** After the last stage of a pre-activation network. */
        FINAL("final"),
        /** After all that. */
        HEAD("head");

        private final String word;

        Whole(String word) {
            this.word = word;
        }

        @Override
        public String path() {
            return word;
        }

        @Override
        public String title() {
            return word;
        }

        @Override
        public Origin origin() {
            return switch (this) {
                case STEM -> Origin.of("Stem");
                case FINAL -> Origin.of("ResidualNetwork").at("order");
                case HEAD -> Origin.of("Head");
            };
        }
    }

    /**
     * A stage.
     *
     * @param number from 1
     */
    record Stage(int number) implements Scope {
        @Override
        public String path() {
            return "stage" + number;
        }

        @Override
        public String title() {
            return "stage " + number;
        }

        @Override
        public Origin origin() {
            return Origin.of("ResidualStage", number - 1);
        }

        /** One of its blocks, from 1. */
        public Blocks block(int block) {
            return blocks(block, block);
        }

        /** Neighboring blocks of it, both numbers inclusive. */
        public Blocks blocks(int first, int last) {
            return new Blocks(this, first, last);
        }
    }

    /**
     * A block, or neighbors that are told of together.
     *
     * @param stage they are in
     * @param first number of the first, from 1
     * @param last number of the last; the first's where it is one block
     */
    record Blocks(Stage stage, int first, int last) implements Scope {
        /** As in {@code stage2/block1}, and {@code stage2/block2..4} for several. */
        @Override
        public String path() {
            return stage.path() + "/block" + first + (isOne() ? "" : ".." + last);
        }

        /** As in {@code stage 2, block 1}, and {@code stage 2, blocks 2 to 4} for several. */
        @Override
        public String title() {
            return stage.title() + (isOne() ? ", block " + first : ", blocks " + first + " to " + last);
        }

        @Override
        public Origin origin() {
            return stage.origin();
        }

        /** How many. */
        public int count() {
            return last - first + 1;
        }

        private boolean isOne() {
            return first == last;
        }
    }
}
