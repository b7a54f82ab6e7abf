package io.biplane.testbed.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;

import io.biplane.checker.history.Visible;
import io.biplane.kernel.trace.StateChange;
import io.biplane.testbed.history.HistoryEvent;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The files of one variant's run that are written line by line: {@code events.jsonl} while it runs, {@code history.jsonl} and
 * {@code history.txt} at its end. All times are virtual; the same run gives the same bytes.
 */
public final class RunFiles implements AutoCloseable {
    private final Path folder;
    private final JsonFactory json = new JsonFactory();
    private final JsonGenerator events;
    private long eventLines;

    /** Opens them in {@code folder}, which is made if missing. */
    public RunFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            this.events = generator("events.jsonl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line to {@code events.jsonl}. */
    public void event(long atNanos, String host, StateChange change) {
        try {
            events.writeStartObject();
            events.writeNumberField("time", atNanos);
            events.writeStringField("host", host);
            events.writeStringField("event", change.kind());
            for (StateChange.Field field : change.fields()) {
                events.writeFieldName(field.name());
                value(events, field.value());
            }
            events.writeEndObject();
            eventLines++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of {@code events.jsonl} so far. */
    public long eventLines() {
        return eventLines;
    }

    /** Writes the clients' history, as JSON lines and as text for eyes. */
    public void history(List<HistoryEvent> history) {
        try (JsonGenerator out = generator("history.jsonl");
                BufferedWriter text = Files.newBufferedWriter(
                        folder.resolve("history.txt"), StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (HistoryEvent event : history) {
                write(out, event);
                write(text, line, event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Columns by hand: a format string costs more than all the rest of a history's line. */
    private static void write(BufferedWriter text, StringBuilder line, HistoryEvent event)
            throws IOException {
        line.setLength(0);
        column(line, String.valueOf(event.process()), 6);
        column(line, event.type().word(), 7);
        column(line, event.f(), 10);
        line.append(event.value());
        if (!event.error().isEmpty()) {
            line.append("  ").append(event.error());
        }
        text.append(Visible.line(line.toString())).append('\n');
    }

    private static void column(StringBuilder line, String content, int width) {
        line.append(content)
                .append(" ".repeat(Math.max(0, width - content.length())))
                .append(' ');
    }

    private static void write(JsonGenerator out, HistoryEvent event) throws IOException {
        out.writeStartObject();
        out.writeNumberField("process", event.process());
        out.writeStringField("type", event.type().word());
        out.writeStringField("f", event.f());
        out.writeFieldName("value");
        value(out, event.value());
        out.writeNumberField("time", event.atNanos());
        out.writeStringField("node", event.node());
        out.writeStringField("virtual_cluster", event.virtualCluster());
        out.writeStringField("load", event.load());
        if (!event.error().isEmpty()) {
            out.writeStringField("error", event.error());
        }
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                value(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                value(out, entry.getValue());
            }
            out.writeEndObject();
        } else {
            out.writeString(String.valueOf(value));
        }
    }

    private JsonGenerator generator(String name) throws IOException {
        JsonGenerator generator = json.createGenerator(
                Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8));
        generator.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        return generator;
    }

    @Override
    public void close() {
        try {
            events.writeRaw('\n');
            events.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
