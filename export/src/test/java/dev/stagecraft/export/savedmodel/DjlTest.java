package dev.stagecraft.export.savedmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.stagecraft.export.Family_ColoredNetwork;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.data.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older TensorFlow in another program: DJL's engine. Its natives and ours cannot be in one process. */
class DjlTest {
    private static final int COUNT = 3;

    @TempDir
    private Path folder;

    @Test
    void djlAnswersTheSame() throws IOException, InterruptedException {
        String jars = System.getProperty("stagecraft.djlJars", "");
        assumeFalse(
                jars.isEmpty(),
                "DJL's TensorFlow engine was not asked: its natives take 101 MB; fetch them with -Dstagecraft.djl=true");
        Trained trained = Trained.of(new Family_ColoredNetwork(), folder.resolve("run"));
        Path model = NetworkExport.to("savedmodel").write(trained.network(), folder.resolve("net"));
        Path client = folder.resolve("DjlClient.java");
        try (InputStream in = Objects.requireNonNull(DjlTest.class.getResourceAsStream("DjlClient.java"))) {
            Files.copy(in, client);
        }
        List<String> arguments = new ArrayList<>(List.of(
                // What it needs is on its class path; it must fetch nothing.
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-DENGINE_CACHE_DIR=" + jars + "-cache",
                "-DDJL_CACHE_DIR=" + jars + "-cache",
                "-Dorg.bytedeco.javacpp.cachedir=" + jars + "-cache",
                "-cp",
                jars + "/*",
                client.toString(),
                model.toString()));
        List<ImageShape> shapes = List.of(new ImageShape(16, 12, 3), new ImageShape(31, 23, 3));
        List<float[]> expected = new ArrayList<>();
        for (ImageShape shape : shapes) {
            byte[] images = Trained.pixels(shape, COUNT, 6);
            arguments.add(Files.write(folder.resolve("images" + expected.size()), images)
                    .toString());
            arguments.add(COUNT + "," + shape.height() + "," + shape.width() + "," + shape.channels());
            expected.add(trained.logits(images, shape, COUNT));
        }
        Program said = Program.run(folder, arguments);
        assertEquals(shapes.size(), said.count("logits"));
        for (int i = 0; i < shapes.size(); i++) {
            float largest = 0;
            for (float logit : expected.get(i)) {
                largest = Math.max(largest, Math.abs(logit));
            }
            assertTrue(largest > 0.03, "all logits are about zero, which compares nothing: " + largest);
            assertArrayEquals(expected.get(i), said.numbers("logits", i), 1e-4f * largest, "of " + shapes.get(i));
        }
    }
}
