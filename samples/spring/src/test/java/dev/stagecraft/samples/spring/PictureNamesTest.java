package dev.stagecraft.samples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as its users see it, with a network that tells red pictures from blue ones. */
class PictureNamesTest {
    private static final int RED = 0xE01010;
    private static final int BLUE = 0x1010E0;

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext application;
    private static String address;

    @BeforeAll
    static void start() throws IOException {
        application = SpringApplication.run(
                PictureNames.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--stagecraft.checkpoint=" + train(),
                "--stagecraft.most-pixels=10000",
                "--stagecraft.most-bytes=100000",
                "--spring.servlet.multipart.max-file-size=100KB");
        address = "http://localhost:" + application.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static Path train() throws IOException {
        for (int i = 0; i < 16; i++) {
            Files.write(Files.createDirectories(folder.resolve("pictures/red")).resolve(i + ".png"), png(RED, 20, i));
            Files.write(Files.createDirectories(folder.resolve("pictures/blue")).resolve(i + ".png"), png(BLUE, 20, i));
        }
        Network network = new RedOrBlueNetwork();
        DataSet data = new DataSets(Map.of()).open("folder:" + folder.resolve("pictures"), 1, notice -> {});
        TrainingOptions options = new TrainingOptions(10, 8, 0.05, 1);
        Device cpu = Device.choose(Device.Preference.CPU);
        try (TrainableNetwork trained = TrainableNetwork.open(network, data, cpu, options)) {
            Outcome outcome = new Trainer(trained, data, options).train();
            trained.save(folder.resolve("run"), data, options, outcome.progress());
        }
        return folder.resolve("run");
    }

    private static byte[] png(int color, int side, int seed) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, color ^ (random.nextInt(32) << 8));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, "png", file));
        return file.toByteArray();
    }

    private record Said(int status, JsonObject json) {
        String best() {
            return json.getAsJsonArray("classes")
                    .get(0)
                    .getAsJsonObject()
                    .get("name")
                    .getAsString();
        }

        String error() {
            return json.get("error").getAsString();
        }
    }

    private static Said post(String type, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/names"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Said(response.statusCode(), new Gson().fromJson(response.body(), JsonObject.class));
    }

    private static Said postForm(byte[] file) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = """
                --edge
                Content-Disposition: form-data; name="picture"; filename="a.png"
                Content-Type: image/png

                """;
        body.writeBytes(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return post("multipart/form-data; boundary=edge", body.toByteArray());
    }

    @Test
    void picturesGetTheirNames() throws Exception {
        Said red = post("image/png", png(RED, 30, 99));
        assertEquals(200, red.status());
        assertEquals("red", red.best(), red.toString());
        assertTrue(red.json()
                        .getAsJsonArray("classes")
                        .get(0)
                        .getAsJsonObject()
                        .get("probability")
                        .getAsDouble()
                > 0.5);
        assertEquals("blue", postForm(png(BLUE, 30, 98)).best());
    }

    @Test
    void brokenUploadIsRefusedWithTheReason() throws Exception {
        byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
        for (Said said : new Said[] {post("image/png", text), postForm(text)}) {
            assertEquals(400, said.status());
            assertTrue(said.error().startsWith("the picture is not a picture: it begins with"), said.error());
        }
    }

    @Test
    void uploadThatIsTooLargeIsRefusedWithTheReason() throws Exception {
        Said pixels = post("image/png", png(RED, 200, 1));
        assertEquals(413, pixels.status());
        assertEquals(
                "the picture claims 40,000 pixels; a request may have at most 10,000 pixels; use fewer or smaller pictures",
                pixels.error());
        Said bytes = post("application/octet-stream", new byte[200_000]);
        assertEquals(413, bytes.status());
        assertTrue(bytes.error().startsWith("the picture has more than 100,000 bytes"), bytes.error());
        Said form = postForm(new byte[200_000]);
        assertEquals(413, form.status());
        assertEquals("the upload is too large; use a smaller picture", form.error());
    }

    /** The page in a browser: a picture is dropped on its field, and the page names it. */
    @Test
    void droppedPictureIsNamedOnThePage() throws Exception {
        Optional<String> browser = browser();
        if (browser.isEmpty()) {
            System.out.println("no Chromium on the PATH: the page was not tried in a browser");
        }
        assumeTrue(browser.isPresent(), "no Chromium on the PATH: the page was not tried in a browser");
        Process process = new ProcessBuilder(
                        browser.get(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("browser"),
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        address + "/drop.html")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(folder.resolve("page").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser did not end");
        String page = Files.readString(folder.resolve("page"));
        assertTrue(page.contains("the page says: red "), page);
    }

    private static Optional<String> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(path -> new File(path, name)))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }
}
