package io.biplane.raft.invariant;

import io.biplane.raft.log.Snapshot;

/** A leader never overwrites or deletes entries of its log (dissertation figure 3.2). */
final class LeaderAppendOnly extends SafetyCheck {
    @Override
    void truncated(GroupModel group, ReplicaModel replica, long fromIndex) {
        if (replica.isLeader) {
            throw broken("leader " + replica + " dropped its entries from " + fromIndex);
        }
    }

    @Override
    void restored(GroupModel group, ReplicaModel replica, Snapshot snapshot) {
        if (replica.isLeader) {
            throw broken("leader " + replica + " replaced its log by " + snapshot);
        }
    }
}
