package io.biplane.base.random;

/**
 * Sees every value a stream draws and may put another in its place; this is how draws are recorded
 * and replayed.
 */
@FunctionalInterface
public interface DrawTap {
    /**
     * Called once a draw.
     *
     * @param bound exclusive upper bound of the value; 0 when any long may come
     * @param drawn the value the stream drew
     * @return the value to use; the stream's own state has moved on either way
     */
    long onDraw(long bound, long drawn);
}
