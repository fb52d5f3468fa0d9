package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.metric.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a run, called one after the other. One that throws ends the run, but only after the others were called,
 * the one that saves among them.
 */
final class Listeners {
    private final List<TrainListener> all;
    private @Nullable RuntimeException thrown;

    Listeners(List<? extends TrainListener> all) {
        Map<TrainListener.Turn, List<TrainListener>> byTurn = new EnumMap<>(TrainListener.Turn.class);
        all.forEach(each ->
                byTurn.computeIfAbsent(turn(each), turn -> new ArrayList<>()).add(each));
        this.all = byTurn.values().stream().flatMap(List::stream).toList();
    }

    private static TrainListener.Turn turn(TrainListener listener) {
        return UserCalls.get(listener, "turn()", listener::turn);
    }

    void runStarted(Progress at, RunPlan plan) {
        tell(at, "runStarted", listener -> listener.runStarted(plan));
    }

    void epochStarted(Progress at, int epoch, int images, long seen) {
        tell(at, "epochStarted", listener -> listener.epochStarted(epoch, images, seen));
    }

    void stepDone(StepResult step) {
        tell(step.progress(), "stepDone", listener -> listener.stepDone(step));
    }

    void evaluating(Progress at) {
        tell(at, "evaluating", TrainListener::evaluating);
    }

    void evaluated(Progress at, int seen, int images) {
        tell(at, "evaluated", listener -> listener.evaluated(seen, images));
    }

    void epochDone(EpochResult result) {
        tell(result.progress(), "epochDone", listener -> listener.epochDone(result));
    }

    /** A notice that no listener takes is logged, so that it is shown in any case. */
    void notice(String text) {
        boolean taken = false;
        for (TrainListener listener : all) {
            taken |= UserCalls.get(listener, "notice", () -> listener.notice(text));
        }
        if (!taken) {
            Notices.log(text);
        }
    }

    /** Training ends here, and the weights are whole. */
    void stopped(Progress at) {
        // An interrupted thread saves like any other.
        boolean interrupted = Thread.interrupted();
        try {
            Failures failures = tellAll(all, "stopped", listener -> listener.stopped(at));
            if (failures.first != null) {
                throw failures.first;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * As {@link #stopped(Progress)}, for a reason that is thrown whatever else fails. If the reason is what a listener of
     * these threw, the others know already.
     */
    void stopped(Progress at, RuntimeException reason) {
        if (reason == thrown) {
            return;
        }
        try {
            stopped(at);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void tell(Progress at, String call, Consumer<TrainListener> what) {
        Failures failures = tellAll(all, call, what);
        if (failures.first != null) {
            List<TrainListener> left =
                    all.stream().filter(each -> !failures.failed.contains(each)).toList();
            new Listeners(left).stopped(at, failures.first);
            thrown = failures.first;
            throw failures.first;
        }
    }

    private static Failures tellAll(List<TrainListener> all, String call, Consumer<TrainListener> what) {
        Failures failures = new Failures();
        for (TrainListener listener : all) {
            try {
                UserCalls.run(listener, call, () -> what.accept(listener));
            } catch (RuntimeException e) {
                failures.add(listener, e);
            }
        }
        return failures;
    }

    private static final class Failures {
        private final Set<TrainListener> failed = Collections.newSetFromMap(new IdentityHashMap<>());
        private @Nullable RuntimeException first;

        void add(TrainListener listener, RuntimeException thrown) {
            failed.add(listener);
            if (first == null) {
                first = thrown;
            } else if (first != thrown) {
                first.addSuppressed(thrown);
            }
        }
    }
}
