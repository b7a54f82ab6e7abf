package io.biplane.sqlserver.control;

import io.biplane.sql.exec.KvConnection;

/**
 * What a statement for the control plane is carried out with. One a session, made when it is opened, and one for the tenant
 * server's own work.
 *
 * @param user in whose name: the session's, or {@link #NODE_USER}
 * @param kv the session's own way to the ranges
 * @param coordinator the session's own way to the node
 * @param server what the session's server knows
 */
public record ControlContext(
        String user, KvConnection kv, CoordinatorPort coordinator, ServerView server) {
    /** In whose name a server works by itself. Source: CockroachDB {@code username.NodeUser}. */
    public static final String NODE_USER = "node";
}
