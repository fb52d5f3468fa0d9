package dev.stagecraft.export.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import com.google.gson.Gson;
import dev.stagecraft.export.Family_BareNetwork;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.data.ImageShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in {@code docs/weights.md} that asks an ONNX file, run as the page says: with ONNX Runtime alone. */
class DocumentedClientTest {
    private static final Path DOCUMENT = Path.of("../docs/weights.md");
    private static final Pattern PROGRAM = Pattern.compile("```java\n(import .*?)```", Pattern.DOTALL);
    private static final int CLASSES = 10;

    @TempDir
    private Path folder;

    private List<String> ask(Path model, Path picture) throws IOException, InterruptedException, URISyntaxException {
        Matcher program = PROGRAM.matcher(Files.readString(DOCUMENT));
        assertTrue(program.find(), DOCUMENT + " has no program");
        Path source = Files.writeString(folder.resolve("Ask.java"), program.group(1));
        Path runtime = Path.of(OrtEnvironment.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path said = folder.resolve("said");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        runtime.toString(),
                        source.toString(),
                        model.toString(),
                        picture.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(said);
        assertEquals(0, code, lines::toString);
        return lines.subList(lines.size() - 2, lines.size());
    }

    @Test
    void theProgramAnswersAsWeDo() throws IOException, InterruptedException, URISyntaxException {
        Trained trained = Trained.of(new Family_BareNetwork().withHead(CLASSES), folder.resolve("run"));
        Path model = NetworkExport.to("onnx").write(trained.network(), folder.resolve("model.onnx"));
        ImageShape size = trained.network().network().input();
        byte[] pixels = Trained.pixels(size, 1, 3);
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, size.width(), size.height(), pixels);
        Path picture = folder.resolve("picture.png");
        assertTrue(ImageIO.write(image, "png", picture.toFile()));

        List<String> said = ask(model, picture);
        Gson json = new Gson();
        assertEquals(json.toJson(trained.network().classNames()), said.get(0));
        float[] found = json.fromJson(said.get(1), float[].class);
        float[] logits = trained.logits(pixels, size, 1);
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        assertEquals(CLASSES, found.length);
        for (int i = 0; i < CLASSES; i++) {
            assertEquals(Math.exp(logits[i]) / sum, found[i], 1e-5);
        }
    }
}
