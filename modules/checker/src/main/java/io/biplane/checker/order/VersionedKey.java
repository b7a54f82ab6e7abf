package io.biplane.checker.order;

import java.util.List;

/**
 * Versions of one key of which not all orders are known. What is known stands in the graph.
 *
 * @param key for people
 * @param versions their names, for people
 * @param writers by version: the transaction that installed it; no transaction twice
 * @param readers by version: the other transactions that read it
 */
public record VersionedKey(String key, List<String> versions, int[] writers, int[][] readers) {
    public VersionedKey {
        versions = List.copyOf(versions);
    }

    /** Versions. */
    int count() {
        return writers.length;
    }
}
