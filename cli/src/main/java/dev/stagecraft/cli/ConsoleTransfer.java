package dev.stagecraft.cli;

import dev.stagecraft.runtime.Transfer;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows downloads as progress bars. */
final class ConsoleTransfer implements Transfer {
    private final Console console;
    private @Nullable ProgressBar bar;

    ConsoleTransfer(Console console) {
        this.console = console;
    }

    @Override
    public void notice(String text) {
        console.err().println("NOTICE: " + text);
    }

    @Override
    public void started(String file, long bytes) {
        if (console.terminal()) {
            bar = Bars.start(console, file, bytes, " KiB", 1024);
        } else {
            console.err().println("downloading " + file);
        }
    }

    @Override
    public void received(long bytes) {
        if (bar != null) {
            bar.stepTo(bytes);
        }
    }

    @Override
    public void ended() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
