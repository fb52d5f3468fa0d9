package dev.stagecraft.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What the launcher lets Java do after a build, while Java notes which classes it loads: a training of a few drawn images,
 * which evaluates, too, and an answer.
 */
final class Rehearsal {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** A black picture of 28×28 pixels in the format PNG. */
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAEElEQVR42mNgGAWjYBQQAwADLAAB1wvpfAAA" + "AABJRU5ErkJggg==";

    private Rehearsal() {}

    /** Takes an empty folder to work in, and a class path with the network that is trained by default. */
    public static void main(String[] args) throws IOException {
        Thread end = new Thread(Rehearsal::endLate, "end of the rehearsal");
        end.setDaemon(true);
        end.start();
        Path folder = Path.of(args[0]);
        String run = folder.resolve("run").toString();
        Path picture = folder.resolve("picture.png");
        Files.write(picture, Base64.getDecoder().decode(PICTURE));
        StandardStreams streams = new StandardStreams();
        Interrupt interrupt = new Interrupt(streams.err());
        interrupt.listen();
        Console console = new Console(streams.out(), streams.err(), false, interrupt, System.getenv());
        List<String> train = List.of(
                "train",
                "--data",
                "shapes",
                "--out",
                run,
                "--epochs",
                "1",
                "--batch-size",
                "2",
                "--learning-rate",
                "0.001",
                "--limit-train",
                "4",
                "--limit-test",
                "4");
        List<String> predict = List.of("predict", "--checkpoint", run, picture.toString());
        NativeAhead.begin(console, "train");
        int code = 0;
        for (List<String> command : List.of(train, predict)) {
            if (code == 0) {
                List<String> whole = new ArrayList<>(command);
                whole.addAll(1, List.of("--classpath", args[1], "--device", "cpu"));
                code = Main.run(console, whole.toArray(String[]::new));
            }
        }
        System.exit(streams.settle(code, interrupt.isAsked()));
    }

    /** Nobody sees that it hangs, and somebody waits for the command that comes after it. */
    private static void endLate() {
        try {
            Thread.sleep(LONGEST.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        Runtime.getRuntime().halt(Main.FAILED);
    }
}
