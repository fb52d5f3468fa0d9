package dev.stagecraft.export.onnx;

import ai.onnx.proto.OnnxMl;
import dev.stagecraft.export.Exporter;
import dev.stagecraft.export.OpenedExport;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes ONNX files. */
public final class OnnxExporter implements Exporter {
    /** Of a field with the number 1 that holds a whole number. */
    private static final int FIRST_BYTE = 8;

    /** A model is one message, whose length has 31 bits; this much is left for all but the weights. */
    private static final long MOST_WEIGHT_BYTES = Integer.MAX_VALUE - (64L << 20);

    @Override
    public String format() {
        return "onnx";
    }

    @Override
    public long mostWeightBytes() {
        return MOST_WEIGHT_BYTES;
    }

    @Override
    public void write(TrainedNetwork network, Path target) throws IOException {
        OnnxMl.ModelProto model = OnnxModel.of(network);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            model.writeTo(out);
        }
    }

    @Override
    public Optional<OpenedExport> open(Path place, TrainedNetwork network) throws IOException {
        return isModel(place) ? Optional.of(new OnnxFile(place)) : Optional.empty();
    }

    /**
     * A model begins with the number of its version. A safetensors file begins with the length of its header, whose first byte
     * may be the same.
     */
    private static boolean isModel(Path place) throws IOException {
        if (!Files.isRegularFile(place)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(place)) {
            byte[] start = in.readNBytes(Long.BYTES + 1);
            boolean hasHeader = start.length > Long.BYTES && start[Long.BYTES] == '{' && start[Long.BYTES - 1] == 0;
            return start.length > 0 && start[0] == FIRST_BYTE && !hasHeader;
        }
    }
}
