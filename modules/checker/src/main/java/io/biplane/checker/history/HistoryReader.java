package io.biplane.checker.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code history.jsonl} line by line, holding one line at a time. Keys it does not know are
 * skipped, so that writers may add some. Blank lines are allowed. Equal texts and numbers are
 * shared, which is what lets a history of a million operations stay small.
 */
public final class HistoryReader {
    private final JsonFactory json = new JsonFactory();
    private final ValueCache cache = new ValueCache();
    /** The last context met: neighbours mostly share theirs. */
    private Context context = Context.NONE;

    /** Reads all events into memory. */
    public List<Event> readAll(Reader source) throws IOException, HistoryFormatException {
        List<Event> events = new ArrayList<>();
        forEach(source, (event, line) -> events.add(event));
        return events;
    }

    /** Hands over each event as it is read. Does not close the source. */
    public void forEach(Reader source, EventSink sink) throws IOException, HistoryFormatException {
        BufferedReader lines = new BufferedReader(source, 1 << 16);
        long number = 0;
        long index = 0;
        for (String line = next(lines, number); line != null; line = next(lines, number)) {
            number++;
            if (!line.isBlank()) {
                sink.accept(parse(line, number, index++), number);
            }
        }
    }

    private static String next(BufferedReader lines, long read)
            throws IOException, HistoryFormatException {
        try {
            return lines.readLine();
        } catch (CharacterCodingException notText) {
            // The buffer runs ahead of the lines.
            throw new HistoryFormatException(read + 1, "not UTF-8, in this line or a later one");
        }
    }

    private Event parse(String line, long number, long index) throws HistoryFormatException {
        Draft draft = new Draft();
        try (JsonParser parser = json.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new HistoryFormatException(number, "not a JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (!draft.put(name, JsonValues.read(parser, cache))) {
                    throw new HistoryFormatException(number, "\"" + name + "\" stands twice");
                }
            }
            if (parser.nextToken() != null) {
                throw new HistoryFormatException(number, "more than one JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new HistoryFormatException(number, "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new HistoryFormatException(number, "not JSON: " + e.getMessage());
        }
        Event event = draft.event(number, index, context);
        context = event.context();
        return event;
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

        /** Takes a key's value; false if it has one already. */
        boolean put(String name, Object value) {
            for (int i = 0; i < KNOWN.length; i++) {
                if (KNOWN[i].equals(name)) {
                    boolean isFirst = values[i] == null;
                    values[i] = value;
                    return isFirst;
                }
            }
            return true;
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
            String f = text(2, line);
            Object value = values[3] == null ? Nil.NIL : values[3];
            long atNanos = number(4, line);
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
            throw new HistoryFormatException(line, missing(i) + "; a whole number is needed");
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
