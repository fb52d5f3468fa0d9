package dev.stagecraft.weights.file;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a header says about one tensor: three members in any order, each once, and no others. */
final class EntryReader {
    /** The libraries for arrays allow no more; kernels have 4 sizes. */
    private static final int MOST_SIZES = 64;

    private final JsonText json;
    private @Nullable Dtype dtype;
    private Long @Nullable [] shape;
    private Long @Nullable [] offsets;

    private EntryReader(JsonText json) {
        this.json = json;
    }

    static TensorEntry read(String name, JsonText json) throws Malformed {
        EntryReader reader = new EntryReader(json);
        json.expect('{', "before dtype, shape and data_offsets");
        do {
            reader.readMember();
        } while (json.next(','));
        json.expect('}', "or ',' after a member");
        return reader.entry(name);
    }

    private void readMember() throws Malformed {
        String member = json.string("dtype, shape or data_offsets");
        json.expect(':', "after a member's name");
        switch (member) {
            case "dtype" -> {
                requireFirst(dtype, member);
                dtype = readDtype();
            }
            case "shape" -> {
                requireFirst(shape, member);
                shape = readNumbers("a size", MOST_SIZES);
            }
            case "data_offsets" -> {
                requireFirst(offsets, member);
                offsets = readNumbers("an offset", 2);
            }
            default ->
                throw json.problem(ForeignName.printed(member)
                        + " is not a member of an entry; an entry has dtype, shape and data_offsets, and nothing else");
        }
    }

    private void requireFirst(@Nullable Object earlier, String member) throws Malformed {
        if (earlier != null) {
            throw json.problem(member + " comes twice; each member may come once");
        }
    }

    private Dtype readDtype() throws Malformed {
        String name = json.string("a type of elements");
        for (Dtype each : Dtype.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw json.problem("dtype is " + ForeignName.printed(name) + "; it must be one of "
                + Arrays.stream(Dtype.values()).map(Dtype::name).collect(Collectors.joining(", ")));
    }

    private Long[] readNumbers(String what, int most) throws Malformed {
        Long[] numbers = new Long[most];
        int count = 0;
        json.expect('[', "before numbers");
        if (!json.next(']')) {
            do {
                if (count == most) {
                    throw json.problem("there are more than " + most + " numbers in one list");
                }
                numbers[count++] = json.number(what);
            } while (json.next(','));
            json.expect(']', "or ',' after " + what);
        }
        return Arrays.copyOf(numbers, count);
    }

    private TensorEntry entry(String name) throws Malformed {
        Long[] range = required(offsets, "data_offsets");
        if (range.length != 2) {
            throw json.problem("data_offsets has " + range.length + " numbers; it must have 2");
        }
        return new TensorEntry(name, required(dtype, "dtype"), List.of(required(shape, "shape")), range[0], range[1]);
    }

    private <T> T required(@Nullable T value, String member) throws Malformed {
        if (value == null) {
            throw json.problem(member + " is missing; an entry has dtype, shape and data_offsets");
        }
        return value;
    }
}
