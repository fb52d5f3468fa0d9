package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints a line after each epoch, such as {@code epoch 1, loss 0.4914, train acc 0.829, test acc 0.896, time 60.1 sec}. If
 * the data has validation images, the line has {@code val acc}, and a line after the last epoch has {@code test acc}.
 *
 * @param out the stream to print to; it is not closed
 */
public record EpochLines(PrintStream out) implements TrainListener {
    @Override
    public void epochDone(EpochResult result) {
        out.println(String.format(
                Locale.ROOT,
                "epoch %d, loss %.4f, train acc %.3f, %s acc %.3f, time %.1f sec",
                result.epoch(),
                result.loss(),
                result.trainAccuracy(),
                result.validation().isPresent() ? "val" : "test",
                result.validation().map(LossAndAccuracy::accuracy).orElse(result.testAccuracy()),
                result.seconds()));
        if (result.validation().isPresent() && result.isTested()) {
            out.println(String.format(
                    Locale.ROOT,
                    "after the last epoch: test loss %.4f, test acc %.3f",
                    result.testLoss(),
                    result.testAccuracy()));
        }
    }
}
