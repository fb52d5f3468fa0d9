package dev.stagecraft.export.savedmodel;

import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.io.EnginePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** The values of a model's variables, in TensorFlow's own files. */
final class VariableFiles {
    static final String INDEX = "variables.index";
    static final String DATA = "variables.data-00000-of-00001";

    private static final String PREFIX = "variables";

    private VariableFiles() {}

    /**
     * Writes {@code variables.index} and {@code variables.data-00000-of-00001}.
     *
     * @param folder that exists
     * @param counter name of a further variable, which is a whole number and 0
     * @throws IOException if they cannot be written
     */
    static void write(Path folder, List<TrainedNetwork.Weight> weights, String counter) throws IOException {
        List<TrainedNetwork.Weight> sorted = weights.stream()
                .sorted(Comparator.comparing(TrainedNetwork.Weight::name))
                .toList();
        List<String> names = new ArrayList<>(List.of(counter));
        sorted.forEach(weight -> names.add(weight.name()));
        try (Graph graph = TensorFlowLibrary.newGraph();
                TString place = EnginePath.in(folder, PREFIX)) {
            Ops tf = Ops.create(graph);
            Operand<TString> prefix = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
            List<Operand<?>> values = new ArrayList<>();
            values.add(tf.constant(0L));
            sorted.forEach(weight -> values.add(tf.placeholder(TFloat32.class, Placeholder.shape(weight.shape()))));
            Op save = tf.train.save(
                    prefix,
                    tf.array(names.toArray(String[]::new)),
                    tf.array(names.stream().map(name -> "").toArray(String[]::new)),
                    values);
            try (Session session = SessionSettings.CPU.open(graph)) {
                run(session.runner().feed(prefix, place).addTarget(save), values.subList(1, values.size()), sorted);
            }
        }
    }

    private static void run(Session.Runner runner, List<Operand<?>> inputs, List<TrainedNetwork.Weight> weights)
            throws IOException {
        List<Tensor> fed = new ArrayList<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                TrainedNetwork.Weight weight = weights.get(i);
                TFloat32 tensor = TFloat32.tensorOf(weight.shape(), DataBuffers.of(weight.values(), true, false));
                fed.add(tensor);
                runner.feed(inputs.get(i), tensor);
            }
            runner.run().close();
        } catch (TensorFlowException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            fed.forEach(Tensor::close);
        }
    }
}
