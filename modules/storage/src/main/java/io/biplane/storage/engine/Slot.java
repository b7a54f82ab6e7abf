package io.biplane.storage.engine;

import io.biplane.storage.key.Timestamp;

/** What the ordered index keeps of one version: enough to decide visibility and size without reading the value. */
interface Slot {
    Timestamp at();

    boolean tombstone();

    /** Length of the value in bytes; 0 for a tombstone. */
    int valueBytes();
}
