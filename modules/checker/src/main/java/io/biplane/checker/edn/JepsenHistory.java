package io.biplane.checker.edn;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventSink;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;

/** Reads Jepsen's {@code history.edn}: maps one after the other, or one vector of maps. */
public final class JepsenHistory {
    private JepsenHistory() {}

    /**
     * Hands over each client's event. Without {@code :time} an event's position counts as its time.
     * Does not close the source.
     */
    public static void forEach(Reader source, EventSink sink)
            throws IOException, HistoryFormatException {
        EdnParser parser = new EdnParser(new BufferedReader(source, 1 << 16));
        try {
            forEach(parser, sink);
        } catch (CharacterCodingException notText) {
            // The buffer runs ahead of the lines.
            throw new HistoryFormatException(
                    parser.line(), "not UTF-8, in this line or a later one");
        }
    }

    private static void forEach(EdnParser parser, EventSink sink)
            throws IOException, HistoryFormatException {
        boolean isVector = parser.enterVector();
        long index = 0;
        while (true) {
            Optional<Object> value = isVector ? parser.nextInVector() : parser.next();
            if (value.isEmpty()) {
                return;
            }
            Optional<Event> event = event(value.get(), index, parser.line());
            if (event.isPresent()) {
                sink.accept(event.get(), parser.line());
                index++;
            }
        }
    }

    private static Optional<Event> event(Object value, long index, long line)
            throws HistoryFormatException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new HistoryFormatException(line, "not a map: " + value);
        }
        if (!(map.get("process") instanceof Long process)) {
            if (map.get("process") == null) {
                throw new HistoryFormatException(line, ":process is missing");
            }
            return Optional.empty();
        }
        Optional<EventType> type = EventType.parse(String.valueOf(map.get("type")));
        if (type.isEmpty()) {
            throw new HistoryFormatException(line, ":type is " + map.get("type"));
        }
        if (!(map.get("f") instanceof String f)) {
            throw new HistoryFormatException(line, ":f is " + map.get("f"));
        }
        Object argument = map.get("value");
        long atNanos = map.get("time") instanceof Long time ? time : index;
        Object error = map.get("error");
        Context context =
                error == null ? Context.NONE : new Context("", "", "", "", String.valueOf(error));
        return Optional.of(new Event(
                index,
                process,
                type.get(),
                f,
                argument == null ? Nil.NIL : argument,
                atNanos,
                context));
    }
}
