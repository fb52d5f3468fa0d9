package dev.stagecraft.export.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.stagecraft.export.OpenedExport;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model in its file. It is given to ONNX Runtime, which may be missing, only after its hash was compared. */
final class OnnxFile implements OpenedExport {
    private final Path file;
    private @Nullable OnnxRuntimeNetwork network;

    OnnxFile(Path file) {
        this.file = file;
    }

    /** Reads only the metadata, which is short. */
    @Override
    public Optional<String> weightsSha256() {
        try (InputStream in = Files.newInputStream(file)) {
            CodedInputStream coded = CodedInputStream.newInstance(in);
            for (int tag = coded.readTag(); tag != 0; tag = coded.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) != OnnxMl.ModelProto.METADATA_PROPS_FIELD_NUMBER) {
                    coded.skipField(tag);
                } else {
                    OnnxMl.StringStringEntryProto entry =
                            OnnxMl.StringStringEntryProto.parseFrom(coded.readByteArray());
                    if (entry.getKey().equals("weightsSha256")) {
                        return Optional.of(entry.getValue());
                    }
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new BadInputException(
                    file + " is not a model for ONNX Runtime (" + ForeignText.printed(e.getMessage())
                            + "); export it again",
                    e);
        } catch (IOException e) {
            throw new BadInputException(
                    file + " cannot be read (" + DiskTrouble.of(e).cause() + ")", e);
        }
    }

    @Override
    public void load() {
        try {
            network = OnnxRuntimeNetwork.open(file);
        } catch (NoClassDefFoundError e) {
            // Thrown while the class is verified, before a method of it could catch it.
            throw new BadInputException(
                    "ONNX Runtime is not on the class path; add com.microsoft.onnxruntime:onnxruntime to compare ONNX"
                            + " models",
                    e);
        }
    }

    @Override
    public float[] logits(byte[] images, ImageShape shape, int count) {
        return Objects.requireNonNull(network, "load was not called").logits(images, shape, count);
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
        }
    }
}
