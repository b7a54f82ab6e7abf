package io.biplane.cli.check;

import io.biplane.checker.history.Event;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a history from a file or a stream, one line at a time. */
public final class HistoryInput {
    /** The target that means standard input. */
    private static final Path STANDARD_INPUT = Path.of("-");

    private final InputStream standardInput;

    /** Reads {@code -} from this stream. */
    public HistoryInput(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * Which part of what is there makes the history.
     *
     * @param load empty: all loads
     * @param names of operations; empty: all
     */
    record Selection(Optional<String> load, List<String> names) {
        boolean has(Event event) {
            return load.map(event.context().load()::equals).orElse(true)
                    && (names.isEmpty() || names.contains(event.f()));
        }
    }

    /** Whether a target is standard input. */
    public static boolean isStandardInput(Path target) {
        return target.equals(STANDARD_INPUT);
    }

    /**
     * The operations of a history.
     *
     * @throws HistoryFormatException if it is none; the message has the line and the reason
     */
    public List<Operation> read(Path source, CheckFlags flags)
            throws IOException, HistoryFormatException {
        Selection selection = flags.selection();
        boolean isStandardInput = isStandardInput(source);
        InputStream bytes = isStandardInput ? standardInput : Files.newInputStream(source);
        // A decoder of its own says what is no text instead of replacing it.
        try (Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())) {
            return flags.format(source).read(reader, selection::has, flags.maxOffsetNanos());
        }
    }
}
