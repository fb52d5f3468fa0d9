package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** A process that says something without pause, also while its first run is unheard. */
final class StandardErrorProbe {
    private StandardErrorProbe() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        PrintStream err = new PrintStream(StandardError.stream(), true, StandardCharsets.UTF_8);
        AtomicBoolean done = new AtomicBoolean();
        Thread talker = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                err.println("line " + i);
            }
        });
        talker.start();
        StandardError.takeFirstRun();
        StandardError.takeFirstRun();
        done.set(true);
        talker.join();
        try (Graph graph = TensorFlowLibrary.newGraph();
                Session session = new Session(graph)) {
            session.runner().fetch(Ops.create(graph).constant(2f)).run().close();
        }
        err.println("end");
        // As a crash of native code would write.
        System.err.println("after all");
        System.out.println("done, " + Pointer.maxPhysicalBytes() + " bytes at most");
    }
}
