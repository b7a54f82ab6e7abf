package io.biplane.storage.engine;

import io.biplane.base.key.Key;

/**
 * One unversioned record.
 *
 * @param key its key, in the keyspace of local records
 * @param value its bytes, not to be changed
 */
public record LocalRecord(Key key, byte[] value) {
    /** Key and value. */
    public int bytes() {
        return key.length() + value.length;
    }

    @Override
    public String toString() {
        return key + " " + value.length + " bytes";
    }
}
