package dev.stagecraft.cli;

import dev.stagecraft.runtime.profile.LayerTime;
import dev.stagecraft.runtime.profile.StepMemory;
import dev.stagecraft.runtime.profile.StepProfile;
import dev.stagecraft.runtime.profile.TracedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A profile as text for people, and as JSON for programs. */
final class ProfileTables {
    private static final int LONGEST = 10;

    private final StepProfile profile;
    private final List<String> lines = new ArrayList<>();

    ProfileTables(StepProfile profile) {
        this.profile = profile;
    }

    /** The lines of the text. */
    List<String> lines() {
        lines.clear();
        addStep();
        addRows("stage", profile.stages());
        addRows("layer", profile.layers());
        addLongest();
        addMemory();
        addAdvice();
        return List.copyOf(lines);
    }

    private void addStep() {
        StepProfile.Times times = profile.times();
        add(
                "%s, batch size %d, %s, %s",
                profile.network(),
                profile.batchSize(),
                profile.precision().word(),
                profile.device().equals("cpu")
                        ? "cpu with " + profile.threads() + (profile.threads() == 1 ? " thread" : " threads")
                        : profile.device());
        add(
                "step        %.1f ms, %.1f images/s (with tracing %.1f ms)",
                times.step(), profile.imagesPerSecond(), times.traced());
        add(
                "operations  %d, whose times add up to %.1f ms%s",
                profile.operations().size(),
                times.operations(),
                times.operations() > times.traced() ? ": more than the step, because some run at the same time" : "");
        add("idle        %.1f ms of the traced step, in which no operation ran", times.idle());
        add(
                "limit       %.0f GFLOP/s in the product of two matrices of %d×%d; the step reaches %.0f GFLOP/s, %s",
                profile.limit().gigaflops(),
                profile.limit().size(),
                profile.limit().size(),
                profile.gigaflops(),
                percent(profile.shareOfLimit()));
    }

    private void addRows(String what, List<LayerTime> rows) {
        add("");
        add("%-32s %10s %10s %10s %10s %7s %7s", what, "forward", "backward", "update", "ms", "share", "limit");
        rows.forEach(this::addRow);
        double forward = rows.stream().mapToDouble(LayerTime::forwardMillis).sum();
        double backward = rows.stream().mapToDouble(LayerTime::backwardMillis).sum();
        double update = rows.stream().mapToDouble(LayerTime::updateMillis).sum();
        double limit = rows.stream().mapToDouble(LayerTime::limitMillis).sum();
        addRow(new LayerTime("total", "", List.of(), forward, backward, update, limit));
    }

    private void addRow(LayerTime row) {
        add(
                "%-32s %10.2f %10.2f %10.2f %10.2f %7s %7s",
                row.name(),
                row.forwardMillis(),
                row.backwardMillis(),
                row.updateMillis(),
                row.millis(),
                percent(profile.share(row)),
                profile.shareOfLimit(row).stream()
                        .mapToObj(ProfileTables::percent)
                        .collect(Collectors.joining()));
    }

    private void addLongest() {
        add("");
        add("%10s %7s  %s", "ms", "share", "longest operations");
        for (TracedOperation each : profile.longest(LONGEST)) {
            double millis = each.nanos() / 1e6;
            add(
                    "%10.2f %7s  %s (%s)",
                    millis, percent(millis / profile.times().operations()), each.name(), each.type());
        }
    }

    private void addMemory() {
        StepMemory memory = profile.memory();
        add("");
        add(
                "memory      %s held between steps, and up to %s more in a step%s",
                mebibytes(memory.heldBytes()),
                mebibytes(memory.stepBytes()),
                memory.processBytes().stream()
                        .mapToObj(bytes -> "; peak of the process " + mebibytes(bytes))
                        .collect(Collectors.joining()));
        add("%10s  %s", "MiB", "held at the peak, while " + memory.operation() + " ran");
        memory.largest().forEach(each -> add("%10.1f  %s", each.bytes() / (double) (1 << 20), each.operation()));
    }

    private void addAdvice() {
        add("");
        if (profile.advice().isEmpty()) {
            add("nothing stands out, so no setting is suggested");
        }
        profile.advice().forEach(each -> add("- %s", each));
    }

    private void add(String form, Object... values) {
        lines.add(String.format(Locale.ROOT, form, values).stripTrailing());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / (double) (1 << 20));
    }

    /** The profile for programs. */
    Document json() {
        StepProfile.Times times = profile.times();
        return new Document(
                profile.network(),
                profile.batchSize(),
                profile.precision().word(),
                profile.device(),
                profile.threads(),
                times.step(),
                profile.imagesPerSecond(),
                times.traced(),
                times.operations(),
                times.idle(),
                profile.limit().gigaflops(),
                profile.gigaflops(),
                profile.shareOfLimit(),
                profile.stages().stream().map(this::row).toList(),
                profile.layers().stream().map(this::row).toList(),
                profile.longest(LONGEST).stream()
                        .map(each -> new LongOperation(each.name(), each.type(), each.layer(), each.nanos() / 1e6))
                        .toList(),
                memory(),
                profile.advice());
    }

    private Row row(LayerTime each) {
        return new Row(
                each.name(),
                each.kind().isEmpty() ? null : each.kind(),
                each.forwardMillis(),
                each.backwardMillis(),
                each.updateMillis(),
                each.millis(),
                profile.share(each),
                profile.shareOfLimit(each).stream().boxed().findFirst().orElse(null));
    }

    private Memory memory() {
        StepMemory found = profile.memory();
        return new Memory(
                found.heldBytes(),
                found.stepBytes(),
                found.processBytes().stream().boxed().findFirst().orElse(null),
                found.operation(),
                found.largest());
    }

    /** The fields that programs read; their names are a contract. Times are milliseconds, shares 0 to 1. */
    record Document(
            String network,
            int batchSize,
            String precision,
            String device,
            int threads,
            double stepMillis,
            double imagesPerSecond,
            double tracedMillis,
            double operationMillis,
            double idleMillis,
            double limitGigaflops,
            double gigaflops,
            double shareOfLimit,
            List<Row> stages,
            List<Row> layers,
            List<LongOperation> longest,
            Memory memory,
            List<String> advice) {}

    private record Row(
            String name,
            @Nullable String kind,
            double forwardMillis,
            double backwardMillis,
            double updateMillis,
            double millis,
            double share,
            @Nullable Double shareOfLimit) {}

    private record LongOperation(String name, String type, String layer, double millis) {}

    private record Memory(
            long heldBytes,
            long stepBytes,
            @Nullable Long processBytes,
            String operation,
            List<StepMemory.Held> largest) {}
}
