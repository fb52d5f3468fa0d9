package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints a line after each epoch, such as {@code epoch 1, loss 0.4914, train acc 0.829, test acc 0.896, time 60.1 sec}.
 *
 * @param out the stream to print to; it is not closed
 */
public record EpochLines(PrintStream out) implements TrainListener {
    @Override
    public void epochDone(EpochResult result) {
        out.println(String.format(
                Locale.ROOT,
                "epoch %d, loss %.4f, train acc %.3f, test acc %.3f, time %.1f sec",
                result.epoch(),
                result.loss(),
                result.trainAccuracy(),
                result.testAccuracy(),
                result.seconds()));
    }
}
