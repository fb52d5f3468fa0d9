package dev.stagecraft.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.answer.ClassProbability;
import dev.stagecraft.runtime.answer.Classifier;
import dev.stagecraft.runtime.answer.ClassifierOptions;
import dev.stagecraft.runtime.answer.LogitsSession;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.picture.BadPictureException;
import dev.stagecraft.runtime.picture.PictureDecoder;
import dev.stagecraft.runtime.picture.Pixels;
import dev.stagecraft.runtime.run.WeightsImport;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** The same photos, which have to be resized, shown to every export and to ourselves. */
class SamePhotosTest {
    private static final String PROPERTY = "stagecraft.handSigns";
    private static final int PER_CLASS = 3;
    private static final long MOST_PIXELS = 1_000_000;

    /** Of the largest logit. */
    private static final float TOLERANCE = 1e-3f;

    private static final int CLASSES = 10;

    @TempDir
    private Path folder;

    /** A photo in its file and in memory. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
    private record Photo(byte[] file, ImageShape shape, byte[] pixels) {}

    @Test
    void everybodyAnswersTheSame() throws IOException, BadPictureException {
        List<Photo> photos = decoded(files());
        Network network = new Family_ColoredNetwork();
        Trained trained = Trained.of(network, folder.resolve("run"));
        Map<String, float[]> answers = new TreeMap<>();
        answers.put("ourselves", ours(trained.network(), photos));
        for (String format : NetworkExport.formats()) {
            Path place = NetworkExport.to(format).write(trained.network(), folder.resolve(format));
            try (OpenedExport export = Comparison.open(place, trained.network())) {
                answers.put(format, all(photos, photo -> export.logits(photo.pixels(), photo.shape(), 1)));
            }
        }
        answers.put("files in savedmodel", encoded(folder.resolve("savedmodel/1"), photos));
        Path imported = WeightsImport.of(
                        network, folder.resolve("safetensors"), Optional.empty(), folder.resolve("imported"))
                .checkpoint();
        answers.put("safetensors imported", ours(TrainedNetwork.load(imported, network), photos));
        assertArrayEquals(answers.get("ourselves"), answers.get("safetensors imported"));
        requireSame(answers);
        requireSameAsPredictions(trained.checkpoint(), network, photos, answers.get("ourselves"));
    }

    private static void requireSame(Map<String, float[]> answers) {
        float largest = 0;
        for (float logit : answers.get("ourselves")) {
            largest = Math.max(largest, Math.abs(logit));
        }
        assertTrue(largest > 0.03, "all logits are about zero, which compares nothing: " + largest);
        float most = TOLERANCE * largest;
        answers.forEach((one, ones) -> answers.forEach((other, others) -> {
            assertArrayEquals(ones, others, most, one + " and " + other);
            assertEquals(tops(ones), tops(others), one + " and " + other);
        }));
    }

    private static List<Integer> tops(float[] logits) {
        List<Integer> tops = new ArrayList<>();
        for (int from = 0; from < logits.length; from += CLASSES) {
            int top = from;
            for (int i = from; i < from + CLASSES; i++) {
                top = logits[i] > logits[top] ? i : top;
            }
            tops.add(top - from);
        }
        return tops;
    }

    private static void requireSameAsPredictions(Path checkpoint, Network network, List<Photo> photos, float[] logits) {
        try (Classifier classifier = Classifier.load(checkpoint, network, ClassifierOptions.DEFAULT)) {
            for (int i = 0; i < photos.size(); i++) {
                double sum = 0;
                for (int k = 0; k < CLASSES; k++) {
                    sum += Math.exp(logits[i * CLASSES + k]);
                }
                for (ClassProbability each :
                        classifier.classify(photos.get(i).file()).classes()) {
                    assertEquals(Math.exp(logits[i * CLASSES + each.index()]) / sum, each.probability(), TOLERANCE);
                }
            }
        }
    }

    /** Gives the logits of one photo. */
    private interface Answer {
        float[] of(Photo photo);
    }

    private static float[] all(List<Photo> photos, Answer answer) {
        float[] all = new float[photos.size() * CLASSES];
        for (int i = 0; i < photos.size(); i++) {
            System.arraycopy(answer.of(photos.get(i)), 0, all, i * CLASSES, CLASSES);
        }
        return all;
    }

    private static float[] ours(TrainedNetwork network, List<Photo> photos) {
        try (LogitsSession session = network.open()) {
            return all(photos, photo -> session.logits(photo.pixels(), photo.shape(), 1));
        }
    }

    /** All files in one batch. */
    private static float[] encoded(Path model, List<Photo> photos) {
        NdArray<byte[]> bytes = NdArrays.ofObjects(byte[].class, Shape.of(photos.size()));
        for (int i = 0; i < photos.size(); i++) {
            bytes.setObject(photos.get(i).file(), i);
        }
        try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
                TString fed = TString.tensorOfBytes(bytes);
                Result result = bundle.function("encoded").call(Map.of("image_bytes", fed))) {
            TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
            float[] copy = new float[(int) logits.size()];
            logits.copyTo(NdArrays.wrap(logits.shape(), DataBuffers.of(copy, false, false)));
            return copy;
        }
    }

    private static List<Photo> decoded(List<byte[]> files) throws BadPictureException {
        List<Photo> photos = new ArrayList<>();
        try (PictureDecoder decoder = new PictureDecoder()) {
            for (byte[] file : files) {
                Pixels pixels = decoder.decode(file, 3, MOST_PIXELS);
                photos.add(new Photo(
                        file, new ImageShape(pixels.height(), pixels.width(), pixels.channels()), pixels.values()));
            }
        }
        return photos;
    }

    /** Real photos, some of each class, or drawn ones of several sizes. */
    private static List<byte[]> files() throws IOException {
        String real = System.getProperty(PROPERTY, "");
        List<byte[]> files = new ArrayList<>();
        if (real.isEmpty()) {
            System.out.println(
                    "NOTICE: " + PROPERTY + " names no folder, so exports are held against each other on drawn"
                            + " pictures, not on real photos");
            for (int i = 0; i < 12; i++) {
                files.add(drawn(20 + 31 * i, 300 - 23 * i, i));
            }
            return files;
        }
        for (int label = 0; label < CLASSES; label++) {
            try (Stream<Path> all = Files.list(Path.of(real, String.valueOf(label)))) {
                for (Path each : all.sorted().limit(PER_CLASS).toList()) {
                    files.add(Files.readAllBytes(each));
                }
            }
        }
        assertEquals(CLASSES * PER_CLASS, files.size());
        return files;
    }

    private static byte[] drawn(int width, int height, int kind) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = x * 255 / width;
                int green = (y * (kind + 1) * 255 / height) % 256;
                int blue = (x / (kind + 1) + y / 3) % 2 * 255;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, "jpg", file));
        return file.toByteArray();
    }
}
