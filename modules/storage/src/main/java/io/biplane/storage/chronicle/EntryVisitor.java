package io.biplane.storage.chronicle;

/** Sees the entries of a {@link ChronicleEntries}, in no order that anything may depend on. */
@FunctionalInterface
public interface EntryVisitor {
    /**
     * Sees one entry; must not change the map.
     *
     * @param key a copy, its first byte 0
     * @param valueBytes length of the value
     */
    void visit(byte[] key, int valueBytes);
}
