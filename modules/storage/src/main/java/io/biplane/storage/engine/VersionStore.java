package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;

/**
 * Where the values lie that the ordered index points to. Two exist: the heap and a Chronicle Map. It is told of every
 * change before the index is, and never decides anything: order, visibility and duplicates are the index's.
 */
interface VersionStore {
    /**
     * Keeps a version that is not there yet.
     *
     * @return what the index shall keep of it
     * @throws StoreFullException when it does not fit; nothing was kept then
     */
    Slot put(Version version);

    /** The version that {@code slot} stands for. */
    Version load(Key key, Slot slot);

    /** Drops a version. */
    void remove(Key key, Slot slot);

    /** Keeps a local record over an older one of that key. */
    void putLocal(Key key, byte[] value);

    /** Drops a local record that is there. */
    void removeLocal(Key key);

    /** Told before a batch's first change, so that it can be finished if the process is killed half way. */
    void begin(WriteBatch batch);

    /** Told after the batch's last change, or after all of them were taken back. */
    void end();

    /** Ends the use of the store. */
    void close();

    /** Gives back memory outside the heap that {@link #close} keeps, as it stands for a disk's content. */
    default void dispose() {}

    /** What the ordered index keeps of one version: enough to decide visibility and size without reading the value. */
    interface Slot {
        Timestamp at();

        boolean tombstone();

        /** Length of the value in bytes; 0 for a tombstone. */
        int valueBytes();
    }
}
