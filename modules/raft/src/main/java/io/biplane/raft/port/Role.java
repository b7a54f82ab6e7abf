package io.biplane.raft.port;

/**
 * A replica's part in its group.
 *
 * <pre>
 *              timeout               quorum would vote         quorum voted
 *   FOLLOWER ──────────► PRE_CANDIDATE ──────────► CANDIDATE ──────────► LEADER
 *      ▲                      │                        │                   │
 *      └──────────────────────┴── higher term, leader, lost, quorum gone ──┘
 * </pre>
 */
public enum Role {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
}
