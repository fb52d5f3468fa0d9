package dev.stagecraft.weights.file;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a header says about one tensor: three members in any order, each once, and no others. */
final class EntryReader {
    private static final Map<String, Dtype> DTYPES =
            Arrays.stream(Dtype.values()).collect(Collectors.toUnmodifiableMap(Dtype::name, Function.identity()));

    private final JsonText json;
    private @Nullable Dtype dtype;
    private @Nullable List<Long> shape;
    private @Nullable List<Long> offsets;

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
                shape = list(json.numbers("a size"));
            }
            case "data_offsets" -> {
                requireFirst(offsets, member);
                offsets = list(json.numbers("an offset"));
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
        Dtype found = DTYPES.get(name);
        if (found == null) {
            throw json.problem("dtype is " + ForeignName.printed(name) + "; it must be one of "
                    + Arrays.stream(Dtype.values()).map(Dtype::name).collect(Collectors.joining(", ")));
        }
        return found;
    }

    private static List<Long> list(LongBuffer numbers) {
        Long[] list = new Long[numbers.remaining()];
        for (int i = 0; i < list.length; i++) {
            list[i] = numbers.get(i);
        }
        return List.of(list);
    }

    private TensorEntry entry(String name) throws Malformed {
        List<Long> range = required(offsets, "data_offsets");
        if (range.size() != 2) {
            throw json.problem("data_offsets has " + range.size() + " numbers; it must have 2");
        }
        return new TensorEntry(name, required(dtype, "dtype"), required(shape, "shape"), range.get(0), range.get(1));
    }

    private <T> T required(@Nullable T value, String member) throws Malformed {
        if (value == null) {
            throw json.problem(member + " is missing; an entry has dtype, shape and data_offsets");
        }
        return value;
    }
}
