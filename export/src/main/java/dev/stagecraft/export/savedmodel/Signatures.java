package dev.stagecraft.export.savedmodel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** What a model says about one way to call it. */
final class Signatures {
    /** A size that is not known. */
    static final long ANY = -1;

    /** How TensorFlow Serving is called. */
    static final String PREDICT = "tensorflow/serving/predict";

    /** How TensorFlow calls one step of training. */
    static final String TRAIN = "tensorflow/supervised/training";

    private final String method;
    private final Map<String, TensorInfo> inputs = new LinkedHashMap<>();
    private final Map<String, TensorInfo> outputs = new LinkedHashMap<>();

    private Signatures(String method) {
        this.method = method;
    }

    static Signatures of(String method) {
        return new Signatures(method);
    }

    /** @param operation whose first output it is */
    Signatures input(String name, String operation, DataType type, long... dims) {
        inputs.put(name, info(operation, type, dims));
        return this;
    }

    /** @param operation whose first output it is */
    Signatures output(String name, String operation, DataType type, long... dims) {
        outputs.put(name, info(operation, type, dims));
        return this;
    }

    SignatureDef build() {
        return SignatureDef.newBuilder()
                .setMethodName(method)
                .putAllInputs(inputs)
                .putAllOutputs(outputs)
                .build();
    }

    private static TensorInfo info(String operation, DataType type, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : dims) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(operation + ":0")
                .setDtype(type)
                .setTensorShape(shape)
                .build();
    }
}
