package io.biplane.raft.invariant;

import io.biplane.raft.ReplicaId;

import java.util.Map;
import java.util.TreeMap;

/** All replicas of a group as reported, and what the group has committed. */
final class GroupModel {
    final TreeMap<ReplicaId, ReplicaModel> replicas = new TreeMap<>();
    /** Terms along the committed log. */
    final TermRuns committed = new TermRuns(0, 0);
    /** Leaders by term. */
    final TreeMap<Long, ReplicaId> leaders = new TreeMap<>();
    /** Highest index committed by a leader of each term, for terms that committed anything. */
    final TreeMap<Long, Long> committedByTerm = new TreeMap<>();

    ReplicaModel replica(ReplicaId id) {
        return replicas.computeIfAbsent(id, ReplicaModel::new);
    }

    /** Highest index committed in any term below {@code term}. */
    long committedBefore(long term) {
        Map.Entry<Long, Long> last = committedByTerm.lowerEntry(term);
        return last == null ? 0 : last.getValue();
    }

    /** A leader moved the committed index. */
    void commit(ReplicaModel leader, long index) {
        for (long i = committed.lastIndex() + 1; i <= index; i++) {
            committed.append(leader.log.termAt(i));
        }
        if (index > committedBefore(Long.MAX_VALUE)) {
            committedByTerm.put(leader.term, index);
        }
    }

    /**
     * A replica starts beyond what this group is known to have committed: a group made by a split
     * or from an image.
     */
    void adopt(ReplicaModel replica) {
        long index = replica.committedIndex;
        if (index <= committed.lastIndex()) {
            return;
        }
        if (committed.lastIndex() < replica.log.baseIndex()) {
            committed.reset(replica.log.baseIndex(), replica.log.termAt(replica.log.baseIndex()));
        }
        for (long i = committed.lastIndex() + 1; i <= index; i++) {
            committed.append(replica.log.termAt(i));
        }
        committedByTerm.put(replica.log.termAt(index), index);
    }
}
