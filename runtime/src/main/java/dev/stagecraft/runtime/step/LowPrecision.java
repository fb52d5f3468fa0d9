package dev.stagecraft.runtime.step;

import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.family.TNumber;

/** A type of 16 bits that convolutions are computed in. */
enum LowPrecision {
    BFLOAT16("bfloat16", DataType.DT_BFLOAT16, TBfloat16.class),
    FLOAT16("float16", DataType.DT_HALF, TFloat16.class);

    private final String scope;
    private final DataType dataType;
    private final Class<? extends TNumber> type;

    LowPrecision(String scope, DataType dataType, Class<? extends TNumber> type) {
        this.scope = scope;
        this.dataType = dataType;
        this.type = type;
    }

    /** The scope of operations that compute in it. */
    String scope() {
        return scope;
    }

    /** TensorFlow's constant for it. */
    DataType dataType() {
        return dataType;
    }

    /** TensorFlow's class for it. */
    Class<? extends TNumber> type() {
        return type;
    }
}
