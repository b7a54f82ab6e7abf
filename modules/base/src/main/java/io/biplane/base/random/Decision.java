package io.biplane.base.random;

/**
 * One recorded draw.
 *
 * @param stream name of the stream
 * @param index running number of the draw in its stream, from 0
 * @param bound exclusive upper bound of the value; 2 for yes or no, 2^53 for a double, 0 for any
 * long
 * @param value what was drawn: 0 is the mildest choice (no, nothing, the least delay)
 */
public record Decision(String stream, long index, long bound, long value) {
    public Decision {
        if (index < 0) {
            throw new IllegalArgumentException("index must not be negative, is " + index);
        }
    }
}
