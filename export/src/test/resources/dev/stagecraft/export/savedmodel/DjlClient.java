import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A program that knows DJL alone. It takes the folder of a model, and for each batch a file of images and their sizes with
 * commas, and prints the logits.
 */
public final class DjlClient {
    public static void main(String[] arguments) throws Exception {
        try (Model model = Model.newInstance("photos", "TensorFlow")) {
            model.load(Path.of(arguments[0]));
            System.out.println("version " + model.getNDManager().getEngine().getVersion());
            for (int i = 1; i < arguments.length; i += 2) {
                answer(model, Path.of(arguments[i]), arguments[i + 1]);
            }
        }
    }

    private static void answer(Model model, Path file, String sizes) throws Exception {
        long[] dims = Arrays.stream(sizes.split(",")).mapToLong(Long::parseLong).toArray();
        try (NDManager manager = model.getNDManager().newSubManager();
                Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator())) {
            ByteBuffer pixels = ByteBuffer.wrap(Files.readAllBytes(file));
            NDArray images = manager.create(pixels, new Shape(dims), DataType.UINT8);
            images.setName("images");
            for (NDArray each : predictor.predict(new NDList(images))) {
                if (each.getName().equals("logits")) {
                    StringBuilder line = new StringBuilder("logits");
                    for (float logit : each.toFloatArray()) {
                        line.append(' ').append(logit);
                    }
                    System.out.println(line);
                }
            }
        }
    }
}
