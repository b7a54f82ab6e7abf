package io.biplane.checker.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.io.LineNumberReader;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code history.jsonl} line by line, holding one line at a time, or one JSON array of such
 * objects, holding one of them at a time. Keys it does not know are skipped, so that writers may add
 * some. Blank lines and a byte order mark are allowed. Equal texts and numbers are shared, which is
 * what lets a history of a million operations stay small.
 *
 * <p>Whatever the text, the only exception that is not the source's own is {@link
 * HistoryFormatException}.
 */
public final class HistoryReader {
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final JsonFactory json = JsonValues.factory();
    private final ValueCache cache = new ValueCache();
    /** The last context met: neighbours mostly share theirs. */
    private Context context = Context.NONE;
    /** Events handed over so far. */
    private long count;

    /** Reads all events into memory. */
    public List<Event> readAll(Reader source) throws IOException, HistoryFormatException {
        List<Event> events = new ArrayList<>();
        forEach(source, (event, line) -> events.add(event));
        return events;
    }

    /** The value that a whole text says in JSON; empty if it says none. */
    public static Optional<Object> value(String text) {
        try (JsonParser parser = JsonValues.factory().createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Object value = JsonValues.read(parser, new ValueCache());
            return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** Hands over each client's event as it is read. Does not close the source. */
    public void forEach(Reader source, EventSink sink) throws IOException, HistoryFormatException {
        LineNumberReader lines = new LineNumberReader(source, 1 << 16);
        count = 0;
        try {
            if (firstSign(lines) == '[') {
                array(lines, sink);
            } else {
                lines(lines, sink);
            }
        } catch (CharacterCodingException notText) {
            // The buffer runs ahead of the lines.
            throw new HistoryFormatException(
                    lines.getLineNumber() + 1, "not UTF-8, in this line or a later one");
        }
    }

    /** Skips what is blank, and a byte order mark; the sign that comes then is read again. */
    private static int firstSign(LineNumberReader source) throws IOException {
        boolean isFirst = true;
        while (true) {
            source.mark(1);
            int c = source.read();
            boolean isMark = isFirst && c == BYTE_ORDER_MARK;
            if (!isMark && (c < 0 || !Character.isWhitespace(c))) {
                source.reset();
                return c;
            }
            isFirst = false;
        }
    }

    private void lines(LineNumberReader lines, EventSink sink)
            throws IOException, HistoryFormatException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            long number = lines.getLineNumber();
            try (JsonParser parser = json.createParser(line)) {
                parser.nextToken();
                Optional<Event> event = event(parser, number);
                if (parser.nextToken() != null) {
                    throw new HistoryFormatException(number, "more than one JSON object");
                }
                hand(event, number, sink);
            } catch (IOException e) {
                throw malformed(number, e);
            }
        }
    }

    private void array(LineNumberReader source, EventSink sink)
            throws IOException, HistoryFormatException {
        long before = source.getLineNumber();
        try (JsonParser parser = json.createParser(source)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            try {
                parser.nextToken();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    long number = before + parser.currentTokenLocation().getLineNr();
                    hand(event(parser, number), number, sink);
                }
                boolean isOver = parser.nextToken() == null;
                if (!isOver) {
                    throw new HistoryFormatException(
                            before + parser.currentTokenLocation().getLineNr(),
                            "something stands after the array");
                }
            } catch (CharacterCodingException notText) {
                throw notText;
            } catch (IOException e) {
                throw malformed(before + parser.currentLocation().getLineNr(), e);
            }
        }
    }

    private void hand(Optional<Event> event, long line, EventSink sink)
            throws HistoryFormatException {
        if (event.isPresent()) {
            count++;
            sink.accept(event.get(), line);
        }
    }

    private static HistoryFormatException malformed(long line, IOException e) {
        String reason = e instanceof JsonProcessingException processing
                ? processing.getOriginalMessage()
                : e.getMessage();
        return new HistoryFormatException(
                line, e instanceof JsonValues.Refused ? reason : "not JSON: " + reason);
    }

    /** The event of the object that begins here; empty if it is no client's. */
    private Optional<Event> event(JsonParser parser, long number)
            throws IOException, HistoryFormatException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new HistoryFormatException(number, "not a JSON object");
        }
        Draft draft = new Draft();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (!draft.put(name, JsonValues.read(parser, cache))) {
                throw new HistoryFormatException(number, "\"" + name + "\" stands twice");
            }
        }
        if (draft.isNemesis()) {
            return Optional.empty();
        }
        Event event = draft.event(number, count, context);
        context = event.context();
        return Optional.of(event);
    }

    /** The known keys of one line, while it is read. */
    private static final class Draft {
        private static final String[] KNOWN = {
            "process",
            "type",
            "f",
            "value",
            "time",
            "node",
            "virtual_cluster",
            "load",
            "txn",
            "error"
        };
        private final Object[] values = new Object[KNOWN.length];
        /** Keys that nobody knows; hardly any file has some. */
        private Set<String> others = Collections.emptySet();

        /** Takes a key's value; false if it has one already. */
        boolean put(String name, Object value) {
            for (int i = 0; i < KNOWN.length; i++) {
                if (KNOWN[i].equals(name)) {
                    boolean isFirst = values[i] == null;
                    values[i] = value;
                    return isFirst;
                }
            }
            others = others.isEmpty() ? new LinkedHashSet<>() : others;
            return others.add(name);
        }

        /** Whether it is an event of whoever causes the faults, which Jepsen keeps beside. */
        boolean isNemesis() {
            return "nemesis".equals(values[0]);
        }

        /** The event; its context is {@code known} if it is equal. */
        Event event(long line, long index, Context known) throws HistoryFormatException {
            long process = number(0, line);
            String word = text(1, line);
            Optional<EventType> type = EventType.parse(word);
            if (type.isEmpty()) {
                throw new HistoryFormatException(
                        line, "type is \"" + word + "\", not invoke, ok, fail or info");
            }
            boolean hasName = values[2] != null && !(values[2] instanceof Nil);
            String f = hasName ? text(2, line) : "";
            Object value = values[3] == null ? Nil.NIL : values[3];
            long atNanos = number(4, line);
            if (atNanos == Operation.Span.NEVER) {
                throw new HistoryFormatException(
                        line, missing(4) + ", which is later than all times");
            }
            Context context = context();
            return new Event(
                    index,
                    process,
                    type.get(),
                    f,
                    value,
                    atNanos,
                    context.equals(known) ? known : context);
        }

        private Context context() {
            boolean none = true;
            for (int i = 5; i < values.length; i++) {
                none &= values[i] == null;
            }
            return none
                    ? Context.NONE
                    : new Context(optional(5), optional(6), optional(7), optional(8), optional(9));
        }

        private String optional(int i) {
            return values[i] == null || values[i] instanceof Nil ? "" : values[i].toString();
        }

        private long number(int i, long line) throws HistoryFormatException {
            if (values[i] instanceof Long number) {
                return number;
            }
            String of = values[i] instanceof BigInteger ? " of 64 bits" : "";
            throw new HistoryFormatException(
                    line, missing(i) + "; a whole number" + of + " is needed");
        }

        private String text(int i, long line) throws HistoryFormatException {
            if (values[i] instanceof String text) {
                return text;
            }
            throw new HistoryFormatException(line, missing(i) + "; a text is needed");
        }

        private String missing(int i) {
            return values[i] == null
                    ? "\"" + KNOWN[i] + "\" is missing"
                    : "\"" + KNOWN[i] + "\" is " + values[i];
        }
    }
}
