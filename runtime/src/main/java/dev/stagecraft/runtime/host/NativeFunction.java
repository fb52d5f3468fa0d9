package dev.stagecraft.runtime.host;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.internal.c_api.TFJ_GradFuncAdapter;
import org.tensorflow.internal.c_api.TFJ_GraphId;
import org.tensorflow.internal.c_api.TFJ_Scope;
import org.tensorflow.internal.c_api.TF_Operation;

/**
 * Functions of the libraries that this process has loaded. Java 17 cannot call them without native code of its own.
 * TensorFlow Java has such code for a callback, and it calls the function at any address. A machine passes the
 * parameters of the callback in the same way as integers and addresses.
 */
public final class NativeFunction {
    private NativeFunction() {}

    /** As {@link #call(String, long, long, long)}, for a function that takes up to two. */
    public static int call(String function, long first, long second) {
        return call(function, first, second, 0);
    }

    /**
     * Calls a function that takes up to three integers or addresses and returns an int. TensorFlow's native must be loaded.
     *
     * @param function its name; it must be in a library whose functions all other libraries see
     */
    public static int call(String function, long first, long second, long third) {
        // The library keeps a function pointer in a structure whose first word is the address.
        LongPointer structure = new LongPointer(Loader.addressof(function).address(), 0, 0, 0);
        return new TFJ_GradFuncAdapter(structure)
                .call(
                        new TFJ_GraphId(new Word(first)),
                        new TFJ_Scope(new Word(second)),
                        new TF_Operation(new Word(third)),
                        null,
                        0,
                        null);
    }

    /** Whether a function of that name is in a library whose functions all other libraries see. */
    public static boolean isKnown(String function) {
        Pointer address = Loader.addressof(function);
        return address != null && !address.isNull();
    }

    /** A number in the place of an address. */
    private static final class Word extends Pointer {
        Word(long value) {
            address = value;
        }
    }
}
