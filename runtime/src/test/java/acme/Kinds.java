package acme;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.DataKind;
import dev.stagecraft.runtime.data.DataRequest;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import java.util.List;

/** Kinds of data as users write them, good ones and others. */
public final class Kinds {
    private Kinds() {}

    /** A kind of one name, whose data is called after its place. */
    public static class Squares implements DataKind {
        @Override
        public String name() {
            return "squares";
        }

        @Override
        public DataSet open(DataRequest request) {
            DataSet drawn = Shapes.draw(request.seed(), 20, 10);
            return new DataSet("squares in " + request.place(), drawn.train(), drawn.test());
        }
    }

    /** Another kind of the same name. */
    public static final class OtherSquares extends Squares {}

    /** A kind that calls itself like a built-in one. */
    public static final class Impostor extends Squares {
        @Override
        public String name() {
            return "shapes";
        }
    }

    /** A kind whose name is none. */
    public static final class Nameless extends Squares {
        @Override
        public String name() {
            return "No Name";
        }
    }

    /** A kind without forms. */
    public static final class Formless extends Squares {
        @Override
        public String name() {
            return "formless";
        }

        @Override
        public List<String> forms() {
            throw new IllegalStateException("no forms");
        }
    }

    /** A kind that nobody can make. */
    public static final class Unmade extends Squares {
        /** Fails. */
        public Unmade() {
            throw new IllegalStateException("no disk");
        }
    }

    /** A kind that opens nothing. */
    public static final class Opened implements DataKind {
        @Override
        public String name() {
            return "opened";
        }

        @Override
        public DataSet open(DataRequest request) {
            return switch (request.place()) {
                case "null" -> null;
                case "bad" -> throw new BadInputException("put the files back");
                default -> throw new IllegalStateException("no " + request.place());
            };
        }
    }

    /** A kind that is not finished. */
    public abstract static class Unfinished implements DataKind {}

    /** A kind that needs something. */
    public static final class Needy extends Squares {
        /** Of a folder. */
        public Needy(String folder) {
            throw new IllegalStateException(folder);
        }
    }

    /** A kind that nobody else sees. */
    static final class Hidden extends Squares {}

    /** A kind of an object. */
    @SuppressWarnings("ClassCanBeStatic") // It is what such a class does wrong.
    public final class Inner extends Squares {}

    /** A kind that cannot be initialized. */
    public static final class Uninitialized extends Squares {
        static final int NUMBER = Integer.parseInt("none");
    }

    /** Something else, of which no code may be run. */
    public static final class Other {
        static {
            System.setProperty("acme.other", "was run");
        }
    }
}
