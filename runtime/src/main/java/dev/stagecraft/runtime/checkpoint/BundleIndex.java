package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Holds {@code variables.index} against the variables that the manifest names: the same ones, one after the other without
 * gaps, in one data file of that length. All that is learnt from it are checksums.
 */
final class BundleIndex implements SortedTable.Entry {
    private final List<SavedTensor> byName;
    private final int[] crcs;
    private boolean begun;
    private int next;

    private BundleIndex(List<SavedTensor> byName) {
        this.byName = byName;
        crcs = new int[byName.size()];
    }

    /**
     * Values in the data file.
     *
     * @param variable whose they are
     * @param offset of the first byte
     * @param crc over all of them
     */
    record SavedTensor(Manifest.SavedVariable variable, long offset, int crc) {
        byte[] key() {
            return variable.name().getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Reads an index.
     *
     * @param expected in the order of the data file, each once
     * @return theirs, in that order
     */
    static List<SavedTensor> read(byte[] file, List<Manifest.SavedVariable> expected) throws Malformed {
        List<SavedTensor> tensors = new ArrayList<>();
        long offset = 0;
        for (Manifest.SavedVariable variable : expected) {
            tensors.add(new SavedTensor(variable, offset, 0));
            offset += variable.bytes();
        }
        tensors.sort(Comparator.comparing(SavedTensor::key, Arrays::compareUnsigned));
        BundleIndex index = new BundleIndex(tensors);
        SortedTable.read(file, index);
        return index.found();
    }

    private List<SavedTensor> found() throws Malformed {
        if (!begun || next < crcs.length) {
            throw new Malformed("it ends before "
                    + (begun ? ForeignText.printed(byName.get(next).variable.name()) : "its header"));
        }
        return IntStream.range(0, crcs.length)
                .mapToObj(i -> new SavedTensor(byName.get(i).variable, byName.get(i).offset, crcs[i]))
                .sorted(Comparator.comparingLong(SavedTensor::offset))
                .toList();
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
            throw new Malformed("an entry cannot be parsed (" + ForeignText.printed(e.getMessage()) + ")");
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

    private void entry(byte[] key, BundleEntryProto found) throws Malformed {
        SavedTensor wanted = next < crcs.length ? byName.get(next) : null;
        if (wanted == null || !Arrays.equals(key, wanted.key())) {
            throw new Malformed("it names " + ForeignText.printed(new String(key, StandardCharsets.UTF_8))
                    + ", expected is " + (wanted == null ? "its end" : ForeignText.printed(wanted.variable.name())));
        }
        BundleEntryProto known = BundleEntryProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setShape(shape(wanted.variable))
                .setOffset(wanted.offset)
                .setSize(wanted.variable.bytes())
                .setCrc32C(found.getCrc32C())
                .build();
        if (!found.equals(known)) {
            throw new Malformed(ForeignText.printed(wanted.variable.name()) + " is there as " + text(found)
                    + ", expected is " + text(known) + " and nothing else");
        }
        crcs[next++] = found.getCrc32C();
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
