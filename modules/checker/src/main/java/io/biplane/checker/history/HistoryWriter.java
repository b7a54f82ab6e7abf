package io.biplane.checker.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes events as {@code history.jsonl}, one at a time; the same events give the same bytes. */
public final class HistoryWriter implements AutoCloseable {
    private final JsonGenerator out;
    private boolean wrote;

    /** Writes to {@code target}, which {@link #close} closes too. */
    public HistoryWriter(Writer target) throws IOException {
        this.out = new JsonFactory().createGenerator(target);
        out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    /** Adds a line. */
    public void write(Event event) throws IOException {
        Context context = event.context();
        out.writeStartObject();
        out.writeNumberField("process", event.process());
        out.writeStringField("type", event.type().word());
        out.writeStringField("f", event.f());
        out.writeFieldName("value");
        JsonValues.write(out, event.value());
        out.writeNumberField("time", event.atNanos());
        optional("node", context.node());
        optional("virtual_cluster", context.virtualCluster());
        optional("load", context.load());
        optional("txn", context.txn());
        optional("error", context.error());
        out.writeEndObject();
        wrote = true;
    }

    /** Adds a line for each event. */
    public void writeAll(List<Event> events) throws IOException {
        for (Event event : events) {
            write(event);
        }
    }

    private void optional(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    @Override
    public void close() throws IOException {
        if (wrote) {
            out.writeRaw('\n');
        }
        out.close();
    }
}
