package io.biplane.raft.invariant;

import io.biplane.raft.log.Entry;
import io.biplane.raft.port.RecoveredState;

/** What was reported durable comes back after a restart, unless a disk fault was announced. */
final class DurableStaysDurable extends SafetyCheck {
    @Override
    void recovered(GroupModel group, ReplicaModel replica, RecoveredState state) {
        if (replica.isForgiven) {
            return;
        }
        long last = state.entries().isEmpty()
                ? state.compactedIndex()
                : state.entries().get(state.entries().size() - 1).index();
        if (last < replica.durableIndex) {
            throw broken(replica + " comes back with its log to " + last + ", durable was "
                    + replica.durableIndex);
        }
        for (Entry entry : state.entries()) {
            long known = entry.index() <= replica.durableIndex
                    ? replica.log.termAt(entry.index())
                    : TermRuns.UNKNOWN;
            if (known != TermRuns.UNKNOWN && known != entry.term()) {
                throw broken(replica + " comes back with " + entry + ", durable was term " + known);
            }
        }
    }
}
