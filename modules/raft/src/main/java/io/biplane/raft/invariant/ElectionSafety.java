package io.biplane.raft.invariant;

import io.biplane.raft.ReplicaId;

/** At most one leader a term (dissertation figure 3.2). */
final class ElectionSafety extends SafetyCheck {
    @Override
    void elected(GroupModel group, ReplicaModel replica, long term) {
        ReplicaId other = group.leaders.get(term);
        if (other != null && !other.is(replica.id)) {
            throw broken("term " + term + " has two leaders, " + other + " and " + replica.id);
        }
        if (replica.term != term) {
            throw broken(replica + " leads term " + term + ", which is not its own");
        }
    }
}
