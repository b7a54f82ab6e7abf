package io.biplane.storage.chronicle;

import java.util.ArrayDeque;

/**
 * What was read lately, kept on the heap: what a block cache is to a store on disk. The oldest goes first; who reads more in turn than
 * fits gains nothing.
 *
 * <p>Whoever reads has a {@link Holder} for each thing and looks there before it reads. What is held must not change; a thing that
 * is gone simply takes its holder with it.
 *
 * @param <V> what is read
 */
public final class ReadCache<V> {
    /** Object headers, references and the queue's place, about. */
    private static final int ENTRY_BYTES = 96;

    private final long bytesMax;
    private final ArrayDeque<Holder<V>> queue = new ArrayDeque<>();
    private long bytes;

    /** A place for one thing that was read; to be extended by what knows where to read it. */
    public static class Holder<V> {
        /** Set only while this is in the queue. */
        private V held;

        private int bytes;

        /** What was read, null when it has to be read again: the hot path of every read, hence no Optional. */
        public final V held() {
            return held;
        }
    }

    /** A cache of at most {@code bytesMax} bytes, by its own reckoning. */
    public ReadCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Has a holder that holds nothing hold what was read, {@code size} bytes of it, unless it alone is too large. */
    public void keep(Holder<V> holder, V read, int size) {
        long needed = (long) ENTRY_BYTES + size;
        if (needed > bytesMax) {
            return;
        }
        while (bytes + needed > bytesMax) {
            Holder<V> oldest = queue.remove();
            oldest.held = null;
            bytes -= ENTRY_BYTES + oldest.bytes;
        }
        holder.held = read;
        holder.bytes = size;
        queue.add(holder);
        bytes += needed;
    }
}
