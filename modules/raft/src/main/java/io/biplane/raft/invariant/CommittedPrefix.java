package io.biplane.raft.invariant;

/**
 * Committed logs are prefixes of each other, no committed index falls, and no committed entry is
 * dropped.
 */
final class CommittedPrefix extends SafetyCheck {
    @Override
    void committed(GroupModel group, ReplicaModel replica, long index, boolean asLeader) {
        if (index < replica.committedIndex) {
            throw broken(replica + " lowers its committed index to " + index);
        }
        if (index > replica.log.lastIndex()) {
            throw broken(replica + " commits " + index + " beyond its log");
        }
        if (!asLeader && index > group.committed.lastIndex()) {
            throw broken(
                    replica + " holds " + index + " for committed, but leaders have committed to "
                            + group.committed.lastIndex() + " only");
        }
        long shared = Math.min(index, group.committed.lastIndex());
        long mine = replica.log.termAt(shared);
        long committedTerm = group.committed.termAt(shared);
        if (mine != TermRuns.UNKNOWN
                && committedTerm != TermRuns.UNKNOWN
                && mine != committedTerm) {
            throw broken(replica + " commits " + mine + "/" + shared + " where " + committedTerm
                    + "/" + shared + " is committed");
        }
    }

    @Override
    void truncated(GroupModel group, ReplicaModel replica, long fromIndex) {
        if (fromIndex <= replica.committedIndex) {
            throw broken(replica + " drops its entries from " + fromIndex);
        }
    }
}
