package io.biplane.checker.suite;

import io.biplane.checker.edn.JepsenHistory;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventSink;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.HistoryReader;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Pairing;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** How a history is written down. */
public enum Format {
    /** Biplane's JSON lines, or an array of what stands in them. */
    JSONL,
    /** Jepsen's EDN. */
    EDN;

    /** By the ending of a file's name: EDN if it ends in {@code .edn}. */
    public static Format of(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".edn") ? EDN : JSONL;
    }

    /**
     * Reads and pairs a history whose times mean nothing, holding its operations only. Does not close
     * the source.
     *
     * @param isMeant which events belong to the history; the others are left out
     */
    public List<Operation> read(Reader source, Predicate<Event> isMeant)
            throws IOException, HistoryFormatException {
        return read(source, isMeant, Optional.empty());
    }

    /**
     * Reads and pairs a history, holding its operations only. Does not close the source.
     *
     * @param isMeant which events belong to the history; the others are left out
     * @param maxOffsetNanos how far any two clocks may differ; empty if the order of lines counts
     */
    public List<Operation> read(
            Reader source, Predicate<Event> isMeant, Optional<Long> maxOffsetNanos)
            throws IOException, HistoryFormatException {
        Pairing pairing = new Pairing(maxOffsetNanos);
        EventSink sink = (event, line) -> {
            if (isMeant.test(event)) {
                pairing.accept(event, line);
            }
        };
        switch (this) {
            case JSONL -> new HistoryReader().forEach(source, sink);
            case EDN -> JepsenHistory.forEach(source, sink);
        }
        return pairing.operations();
    }

    /**
     * The value that a text says as a history of this format would; a word that says none is one. A
     * JSON object is one in both: as EDN its colons would be keywords' ({@code {"a":1}} would have
     * the value {@code :1}), which nobody means.
     */
    public Object value(String text) {
        Optional<Object> asJson = HistoryReader.value(text);
        boolean isPlain =
                asJson.filter(value -> value == Nil.NIL || value instanceof Map).isPresent();
        if (this == JSONL || isPlain) {
            return asJson.orElse(text);
        }
        return JepsenHistory.value(text).or(() -> asJson).orElse(text);
    }
}
