package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.AdamW;
import dev.stagecraft.runtime.optimize.Lars;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Sgd;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How weights follow their gradients, where a network's declaration is overridden. */
final class OptimizerOptions {
    /** The usual rate of Adam (Kingma, Ba 2015); descent's would throw its weights far away. */
    private static final double ADAM_RATE = 0.001;

    private static final double DEFAULT_MOMENTUM = 0.9;

    @Option(
            names = "--optimizer",
            paramLabel = "sgd|momentum|nesterov|adam|adamw|lars",
            description = "The optimizer (default: as declared, else sgd without momentum).")
    private @Nullable Kind kind;

    @Option(
            names = "--momentum",
            paramLabel = "X",
            description = "Momentum for sgd, momentum, nesterov and lars, at least 0 and below 1 (default: the declared"
                    + " value; if --optimizer is given, 0 for sgd and 0.9 for the others).")
    private @Nullable Double momentum;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            description = "Weight decay of kernels, at least 0; biases and normalizations have none (default: the"
                    + " declared value; if --optimizer is given, 0.01 for adamw and 0 for the others).")
    private @Nullable Double weightDecay;

    private OptimizerOptions() {}

    /** The rate where none was asked for; the declared one belongs to the declared optimizer. */
    double learningRate(double declared, Optimizer declaredOptimizer) {
        boolean adam = kind == Kind.ADAM || kind == Kind.ADAMW;
        return adam && declaredOptimizer instanceof Sgd ? ADAM_RATE : declared;
    }

    Optimizer optimizer(Optimizer declared) {
        Optimizer chosen = kind == null ? declared : kind.defaults();
        if (momentum != null) {
            chosen = keeping(chosen, momentum);
        }
        return weightDecay == null ? chosen : decaying(chosen, weightDecay);
    }

    private static Optimizer keeping(Optimizer chosen, double momentum) {
        if (chosen instanceof Sgd sgd) {
            return new Sgd(momentum, sgd.nesterov(), sgd.weightDecay());
        }
        if (chosen instanceof Lars lars) {
            return new Lars(momentum, lars.trust(), lars.weightDecay());
        }
        throw new BadInputException("--momentum applies only to sgd, momentum, nesterov and lars, but the optimizer is "
                + chosen.describe());
    }

    private static Optimizer decaying(Optimizer chosen, double decay) {
        if (chosen instanceof Sgd sgd) {
            return new Sgd(sgd.momentum(), sgd.nesterov(), decay);
        }
        if (chosen instanceof Adam adam) {
            return new Adam(adam.beta1(), adam.beta2(), adam.epsilon(), decay);
        }
        if (chosen instanceof AdamW adam) {
            return new AdamW(adam.beta1(), adam.beta2(), adam.epsilon(), decay);
        }
        if (chosen instanceof Lars lars) {
            return new Lars(lars.momentum(), lars.trust(), decay);
        }
        throw new BadInputException("--weight-decay applies only to Stagecraft's own optimizers, but the optimizer is "
                + chosen.describe());
    }

    private enum Kind {
        SGD,
        MOMENTUM,
        NESTEROV,
        ADAM,
        ADAMW,
        LARS;

        Optimizer defaults() {
            return switch (this) {
                case SGD -> Sgd.PLAIN;
                case MOMENTUM -> new Sgd(DEFAULT_MOMENTUM, false, 0);
                case NESTEROV -> new Sgd(DEFAULT_MOMENTUM, true, 0);
                case ADAM -> Adam.DEFAULT;
                case ADAMW -> AdamW.DEFAULT;
                case LARS -> Lars.DEFAULT;
            };
        }
    }
}
