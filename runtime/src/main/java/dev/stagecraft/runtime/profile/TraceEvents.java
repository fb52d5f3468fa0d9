package dev.stagecraft.runtime.profile;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the operations of a step in the Trace Event Format, which the pages {@code chrome://tracing} and {@code
 * ui.perfetto.dev} open. Each device is a process, and operations that ran at the same time are on separate lines.
 */
public final class TraceEvents {
    private static final double NANOS_PER_MICRO = 1e3;

    private TraceEvents() {}

    /**
     * Writes one JSON object; the writer is left open.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(StepProfile profile, Writer out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.setHtmlSafe(false);
        json.beginObject();
        json.name("displayTimeUnit").value("ms");
        json.name("otherData").beginObject();
        json.name("network").value(profile.network());
        json.name("batchSize").value(profile.batchSize());
        json.name("precision").value(profile.precision().word());
        json.endObject();
        json.name("traceEvents").beginArray();
        Map<String, List<TracedOperation>> devices = new LinkedHashMap<>();
        profile.operations()
                .forEach(each -> devices.computeIfAbsent(each.device(), key -> new ArrayList<>())
                        .add(each));
        int process = 0;
        for (Map.Entry<String, List<TracedOperation>> device : devices.entrySet()) {
            process++;
            writeName(json, process, device.getKey());
            List<Long> lines = new ArrayList<>();
            for (TracedOperation each : device.getValue()) {
                writeOperation(json, process, line(lines, each), each);
            }
        }
        json.endArray();
        json.endObject();
        json.flush();
        out.write(System.lineSeparator());
    }

    /**
     * The first line that is free when an operation starts, from 1.
     *
     * @param ends when the last operation of each line ends
     */
    private static int line(List<Long> ends, TracedOperation operation) {
        for (int i = 0; i < ends.size(); i++) {
            if (ends.get(i) <= operation.startNanos()) {
                ends.set(i, operation.endNanos());
                return i + 1;
            }
        }
        ends.add(operation.endNanos());
        return ends.size();
    }

    private static void writeName(JsonWriter json, int process, String name) throws IOException {
        json.beginObject();
        json.name("ph").value("M");
        json.name("name").value("process_name");
        json.name("pid").value(process);
        json.name("args").beginObject().name("name").value(name).endObject();
        json.endObject();
    }

    private static void writeOperation(JsonWriter json, int process, int line, TracedOperation operation)
            throws IOException {
        json.beginObject();
        json.name("ph").value("X");
        json.name("name").value(operation.name());
        json.name("cat").value(operation.part().name().toLowerCase(Locale.ROOT));
        json.name("pid").value(process);
        json.name("tid").value(line);
        json.name("ts").value(operation.startNanos() / NANOS_PER_MICRO);
        json.name("dur").value(operation.nanos() / NANOS_PER_MICRO);
        json.name("args").beginObject();
        json.name("type").value(operation.type());
        json.name("layer").value(operation.layer());
        json.endObject();
        json.endObject();
    }
}
