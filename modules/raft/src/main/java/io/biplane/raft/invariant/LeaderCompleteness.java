package io.biplane.raft.invariant;

/**
 * A leader holds every entry committed in an earlier term (dissertation figure 3.2).
 *
 * <p>With log matching it is enough to look at the last of them. Entries committed in later terms
 * do not count: the votes of an old election may arrive late.
 */
final class LeaderCompleteness extends SafetyCheck {
    @Override
    void elected(GroupModel group, ReplicaModel replica, long term) {
        long index = group.committedBefore(term);
        if (index < replica.log.baseIndex() || index < group.committed.baseIndex()) {
            return;
        }
        long committedTerm = group.committed.termAt(index);
        if (replica.log.termAt(index) != committedTerm) {
            throw broken(replica + " was elected in term " + term + " without the committed entry "
                    + committedTerm + "/" + index);
        }
    }
}
