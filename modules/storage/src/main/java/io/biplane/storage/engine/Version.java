package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;

/**
 * One version of a key.
 *
 * @param key whose version
 * @param at when it was written
 * @param value the bytes, not to be changed; empty for a tombstone
 * @param tombstone whether this version says that the key is gone
 */
public record Version(Key key, Timestamp at, byte[] value, boolean tombstone)
        implements VersionStore.Slot {
    static final byte[] NO_BYTES = new byte[0];

    public Version {
        if (tombstone && value.length != 0) {
            throw new IllegalArgumentException("a tombstone of " + key + " with a value");
        }
    }

    /** A version with a value. */
    public static Version of(Key key, Timestamp at, byte[] value) {
        return new Version(key, at, value, false);
    }

    /** A version that says that the key is gone. */
    public static Version tombstone(Key key, Timestamp at) {
        return new Version(key, at, NO_BYTES, true);
    }

    @Override
    public int valueBytes() {
        return value.length;
    }

    @Override
    public String toString() {
        return key + "@" + at + (tombstone ? " gone" : " " + value.length + " bytes");
    }
}
