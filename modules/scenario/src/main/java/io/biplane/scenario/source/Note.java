package io.biplane.scenario.source;

import java.util.Comparator;

/**
 * Something about a sound file that its writer may not expect.
 *
 * @param mark where
 * @param text one sentence without a full stop
 */
public record Note(SourcePosition mark, String text) {
    /** File order. */
    public static final Comparator<Note> IN_FILE_ORDER = Comparator.<Note, Integer>comparing(
                    note -> note.mark().line())
            .thenComparing(note -> note.mark().column())
            .thenComparing(Note::text);

    /** As a compiler prints it: place, kind, text. */
    public String render() {
        return mark + ": note: " + text;
    }
}
