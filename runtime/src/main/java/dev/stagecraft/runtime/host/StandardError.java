package dev.stagecraft.runtime.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * Standard error, without the two useless lines that TensorFlow writes there at the first run of a session and that no
 * setting turns off. The first run, of one node, is made here while the descriptor leads to {@code /dev/null}.
 *
 * <p>Java cannot point a descriptor elsewhere, but functions of the C library can.
 */
public final class StandardError {
    private static final int DESCRIPTOR = 2;
    private static final int GET_FLAGS = 3;
    private static final int WRITE_ONLY = 1;
    private static final int ACCESS = 3;
    private static final long WAIT_MILLIS = 1000;

    /** Held while something is written, and while the descriptor leads to {@code /dev/null}: our own output waits. */
    private static final ReentrantLock LEADS_SOMEWHERE = new ReentrantLock();

    private static boolean tried;

    private StandardError() {}

    /** A stream to standard error that loses nothing while {@link #takeFirstRun} is at work. */
    public static OutputStream stream() {
        return new Gate(new FileOutputStream(FileDescriptor.err));
    }

    /**
     * Makes a process's first run of a session without its output; later calls do nothing. It is left out where standard
     * error is closed or read-only, as the descriptor is then some other file's, and where a thread waits to write there.
     *
     * @throws dev.stagecraft.runtime.BadInputException if TensorFlow's native does not load
     */
    public static synchronized void takeFirstRun() {
        if (tried) {
            return;
        }
        TensorFlowLibrary.load();
        tried = true;
        try {
            // A stopped terminal blocks its writer, and must not block the process.
            if (LEADS_SOMEWHERE.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    unheard();
                } finally {
                    LEADS_SOMEWHERE.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("try") // The scope is never named: it frees what is made while it is open.
    private static void unheard() {
        try (PointerScope scope = new PointerScope()) {
            int flags = NativeFunction.call("fcntl", DESCRIPTOR, GET_FLAGS);
            if (flags < 0 || (flags & ACCESS) == 0) {
                return;
            }
            int kept = NativeFunction.call("dup", DESCRIPTOR, 0);
            int nowhere = NativeFunction.call("open", new BytePointer("/dev/null").address(), WRITE_ONLY);
            if (kept >= 0 && nowhere >= 0) {
                NativeFunction.call("dup2", nowhere, DESCRIPTOR);
                try {
                    run();
                } finally {
                    NativeFunction.call("dup2", kept, DESCRIPTOR);
                }
            }
            close(kept);
            close(nowhere);
        }
    }

    private static void run() {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            try (Session session = SessionSettings.CPU.open(graph)) {
                session.runner().fetch(tf.constant(1f)).run().close();
            }
        }
    }

    private static void close(int descriptor) {
        if (descriptor >= 0) {
            NativeFunction.call("close", descriptor, 0);
        }
    }

    private static final class Gate extends OutputStream {
        private final OutputStream target;

        Gate(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            LEADS_SOMEWHERE.lock();
            try {
                target.write(bytes, offset, count);
            } finally {
                LEADS_SOMEWHERE.unlock();
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }
}
