package io.biplane.sql.flow;

import io.biplane.base.key.Span;

/**
 * A span that one instance is best placed to read.
 *
 * @param instance number of the SQL instance; {@link #HERE} for this one
 */
public record Piece(Span span, int instance) {
    /** The instance that asks. */
    public static final int HERE = 0;

    public boolean isHere() {
        return instance == HERE;
    }
}
