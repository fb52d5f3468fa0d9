package dev.stagecraft.runtime.train;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The tensors that bring the images of one batch into a graph. Closing it frees them. */
final class FedImages implements AutoCloseable {
    private final List<Operand<?>> places = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();

    /** Adds a tensor, which is this one's from then on. */
    FedImages add(Operand<?> place, Tensor tensor) {
        places.add(place);
        tensors.add(tensor);
        return this;
    }

    FedImages add(Operand<TInt32> place, int[] values, long... dims) {
        return add(place, TInt32.tensorOf(Shape.of(dims), DataBuffers.of(values, true, false)));
    }

    FedImages add(Operand<TFloat32> place, float... values) {
        return add(place, TFloat32.vectorOf(values));
    }

    Session.Runner feed(Session.Runner runner) {
        for (int i = 0; i < places.size(); i++) {
            runner.feed(places.get(i), tensors.get(i));
        }
        return runner;
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
