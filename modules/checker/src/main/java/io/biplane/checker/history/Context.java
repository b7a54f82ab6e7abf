package io.biplane.checker.history;

/**
 * What an event says beside the operation itself; checkers hardly need it, people do. Fields that a
 * file does not have are empty texts.
 *
 * @param node gateway node such as {@code n3}
 * @param virtualCluster the virtual cluster addressed
 * @param load name of the workload
 * @param txn the transaction's name
 * @param error why an operation failed or is unknown
 */
public record Context(String node, String virtualCluster, String load, String txn, String error) {
    /** Says nothing. */
    public static final Context NONE = new Context("", "", "", "", "");
}
