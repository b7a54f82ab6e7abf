package io.biplane.raft.port;

import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Entry;
import io.biplane.raft.membership.Configuration;

import java.util.List;

/**
 * What storage gave back.
 *
 * @param compactedIndex index the stored log starts after, 0 for a new one
 * @param compactedTerm that index's term, 0 for a new log
 * @param entries everything after it, consecutive
 * @param configuration the members as of {@code appliedIndex}
 * @param appliedIndex what the state machine has durably applied, at least {@code compactedIndex}
 */
public record RecoveredState(
        HardState hardState,
        long compactedIndex,
        long compactedTerm,
        List<Entry> entries,
        Configuration configuration,
        long appliedIndex) {
    public RecoveredState {
        entries = List.copyOf(entries);
    }

    /**
     * A replica that starts with an empty log and a known configuration.
     *
     * <p>For the first members only of a group whose members never change: the first configuration
     * is not in the log, so a newcomer fed from index 1 would not learn it. Otherwise start the
     * first members {@link #at} an index of 1 or more; then a newcomer, which starts with
     * {@link Configuration#empty}, needs a snapshot, and that carries the configuration.
     */
    public static RecoveredState fresh(Configuration configuration) {
        return new RecoveredState(HardState.INITIAL, 0, 0, List.of(), configuration, 0);
    }

    /**
     * A replica whose state machine starts at (index, term), as after a split or from a bootstrap
     * image.
     */
    public static RecoveredState at(long index, long term, Configuration configuration) {
        HardState hardState = HardState.of(term, ReplicaId.NONE, index);
        return new RecoveredState(hardState, index, term, List.of(), configuration, index);
    }
}
