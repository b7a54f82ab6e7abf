package io.biplane.scenario.source;

import java.util.Objects;

/**
 * A place in a scenario file.
 *
 * @param file path as the user gave it
 * @param line from 1
 * @param column from 1, in code points
 * @param snippet the whole text of that line, without its end
 */
public record SourcePosition(String file, int line, int column, String snippet) {
    public SourcePosition {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(snippet, "snippet");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("a mark begins at 1:1, not " + line + ":" + column);
        }
    }

    /** Two lines that show the place: the text, and a caret under the column. */
    public String caret() {
        return "    " + snippet + "\n    " + " ".repeat(column - 1) + "^";
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
