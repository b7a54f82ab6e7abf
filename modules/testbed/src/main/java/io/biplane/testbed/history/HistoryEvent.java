package io.biplane.testbed.history;

/**
 * One line of a history.
 *
 * @param atNanos virtual time since the run's zero
 * @param process one sequential thread of operations
 * @param type invoke, ok, fail or info
 * @param f operation name
 * @param value {@code Long}, {@code String}, {@code List} or {@code Map} of these
 * @param node gateway node such as {@code n3}; empty before a connection
 * @param virtualCluster the virtual cluster addressed
 * @param load name of the load in the scenario
 * @param error SQLSTATE and message of fail and info; else empty
 */
public record HistoryEvent(
        long atNanos,
        long process,
        Type type,
        String f,
        Object value,
        String node,
        String virtualCluster,
        String load,
        String error) {
    /** Where in its life an operation is. Source: Jepsen's operation types. */
    public enum Type {
        INVOKE,
        OK,
        FAIL,
        INFO;

        /** The word in files. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
