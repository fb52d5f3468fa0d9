package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Compares {@code variables.index} with the variables that the manifest names: it must list the same ones, one after the
 * other without gaps, in one data file of that length. Only the checksums are taken from it.
 */
final class BundleIndex implements SortedTable.Entry {
    private final List<SavedTensor> found = new ArrayList<>();
    private final Iterator<Map.Entry<byte[], SavedTensor>> expected;
    private boolean begun;

    private BundleIndex(SortedMap<byte[], SavedTensor> byName) {
        expected = byName.entrySet().iterator();
    }

    /**
     * Values in the data file.
     *
     * @param variable whose they are
     * @param offset of the first byte
     * @param crc over all of them
     */
    record SavedTensor(Manifest.SavedVariable variable, long offset, int crc) {}

    /**
     * Reads an index.
     *
     * @param variables in the order of the data file, each once
     * @return theirs, in that order
     */
    static List<SavedTensor> read(byte[] file, List<Manifest.SavedVariable> variables) throws Malformed {
        SortedMap<byte[], SavedTensor> byName = new TreeMap<>(Arrays::compareUnsigned);
        long offset = 0;
        for (Manifest.SavedVariable variable : variables) {
            byName.put(variable.name().getBytes(StandardCharsets.UTF_8), new SavedTensor(variable, offset, 0));
            offset += variable.bytes();
        }
        BundleIndex index = new BundleIndex(byName);
        SortedTable.read(file, index);
        if (!index.begun || index.expected.hasNext()) {
            throw new Malformed("it ends before "
                    + (index.begun ? text(index.expected.next().getValue().variable()) : "its header"));
        }
        index.found.sort(Comparator.comparingLong(SavedTensor::offset));
        return index.found;
    }

    private static String text(Manifest.SavedVariable variable) {
        return ForeignText.printed(variable.name());
    }

    @Override
    public void read(byte[] key, byte[] value) throws Malformed {
        try {
            if (begun) {
                entry(key, BundleEntryProto.parseFrom(value));
            } else {
                header(key, BundleHeaderProto.parseFrom(value));
            }
        } catch (Malformed e) {
            throw e;
        } catch (IOException e) {
            throw new Malformed("an entry cannot be parsed (" + ForeignText.printed(e.getMessage()) + ")", e);
        }
    }

    private void header(byte[] key, BundleHeaderProto found) throws Malformed {
        BundleHeaderProto known = BundleHeaderProto.newBuilder()
                .setNumShards(1)
                .setEndianness(BundleHeaderProto.Endianness.LITTLE)
                .setVersion(found.getVersion().getDefaultInstanceForType().toBuilder()
                        .setProducer(1))
                .build();
        if (key.length != 0 || !found.equals(known)) {
            throw new Malformed("its header is not that of one little-endian file of version 1");
        }
        begun = true;
    }

    private void entry(byte[] key, BundleEntryProto entry) throws Malformed {
        Map.Entry<byte[], SavedTensor> wanted = expected.hasNext() ? expected.next() : null;
        if (wanted == null || !Arrays.equals(key, wanted.getKey())) {
            throw new Malformed("it names " + ForeignText.printed(new String(key, StandardCharsets.UTF_8))
                    + " instead of "
                    + (wanted == null ? "ending" : text(wanted.getValue().variable())));
        }
        Manifest.SavedVariable variable = wanted.getValue().variable();
        BundleEntryProto known = BundleEntryProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setShape(shape(variable))
                .setOffset(wanted.getValue().offset())
                .setSize(variable.bytes())
                .setCrc32C(entry.getCrc32C())
                .build();
        if (!entry.equals(known)) {
            throw new Malformed("the entry of " + text(variable) + " is " + text(entry) + "; it must be " + text(known)
                    + " and nothing else");
        }
        found.add(new SavedTensor(variable, wanted.getValue().offset(), entry.getCrc32C()));
    }

    private static TensorShapeProto shape(Manifest.SavedVariable variable) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        variable.shape()
                .forEach(size -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size)));
        return shape.build();
    }

    private static String text(BundleEntryProto entry) {
        List<Long> shape = entry.getShape().getDimList().stream()
                .map(TensorShapeProto.Dim::getSize)
                .toList();
        return "type " + entry.getDtypeValue() + " " + shape + ", " + entry.getSize() + " bytes at " + entry.getOffset()
                + " of file " + entry.getShardId();
    }
}
