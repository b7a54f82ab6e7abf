package io.biplane.checker.edn;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventSink;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

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

    /** The value that a whole text says in EDN; empty if it says none. */
    public static Optional<Object> value(String text) {
        return EdnParser.only(text);
    }

    private static void forEach(EdnParser parser, EventSink sink)
            throws IOException, HistoryFormatException {
        parser.begin();
        long index = 0;
        for (Optional<Object> value = parser.next(); value.isPresent(); value = parser.next()) {
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
        Object who = map.get("process");
        if ("nemesis".equals(who)) {
            return Optional.empty();
        }
        if (!(who instanceof Long process)) {
            String needed = "; only :nemesis may be left out, all else needs a number of 64 bits";
            throw new HistoryFormatException(
                    line, who == null ? ":process is missing" : ":process is " + who + needed);
        }
        Optional<EventType> type = EventType.parse(String.valueOf(map.get("type")));
        if (type.isEmpty()) {
            throw new HistoryFormatException(line, ":type is " + told(map.get("type")));
        }
        Object f = map.get("f");
        boolean hasName = f != null && !(f instanceof Nil);
        if (hasName && !(f instanceof String)) {
            throw new HistoryFormatException(line, ":f is " + f);
        }
        Object argument = map.get("value");
        Object error = map.get("error");
        Context context =
                error == null ? Context.NONE : new Context("", "", "", "", String.valueOf(error));
        return Optional.of(new Event(
                index,
                process,
                type.get(),
                hasName ? (String) f : "",
                argument == null ? Nil.NIL : argument,
                atNanos(map.get("time"), index, line),
                context));
    }

    private static long atNanos(Object time, long index, long line) throws HistoryFormatException {
        if (time == null || time instanceof Nil) {
            return index;
        }
        if (time instanceof Long nanos && nanos != Operation.Span.NEVER) {
            return nanos;
        }
        throw new HistoryFormatException(line, ":time is " + time);
    }

    private static String told(Object value) {
        return value == null ? "missing" : value.toString();
    }
}
