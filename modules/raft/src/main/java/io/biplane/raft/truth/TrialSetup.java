package io.biplane.raft.truth;

import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.Features;
import io.biplane.raft.config.PlantedBug;

/**
 * What the servers of a trial are and what lies between them.
 *
 * @param group how many there are
 * @param delays of the network and of the disks
 * @param bug planted in every core; {@link PlantedBug#NONE} in an honest trial
 */
record TrialSetup(
        Group group, Delays delays, ElectionTiming timing, Features features, PlantedBug bug) {
    /**
     * The servers.
     *
     * @param servers in the cluster
     * @param failed of them, down for good
     * @param logsDiffer whether each log is one entry longer than the one before, the failed
     *     servers having had the longest; otherwise all are empty
     */
    record Group(int servers, int failed, boolean logsDiffer) {
        int running() {
            return servers - failed;
        }

        int majority() {
            return servers / 2 + 1;
        }
    }

    /**
     * What takes time.
     *
     * @param latencyNanosMin least one-way delay of a message
     * @param latencyNanosMax upper bound, exclusive unless it equals the least
     * @param syncNanos until a write is durable; one is under way at a time, as in the shell
     */
    record Delays(long latencyNanosMin, long latencyNanosMax, long syncNanos) {
        /** The same delay for every message. */
        static Delays fixed(long latencyNanos, long syncNanos) {
            return new Delays(latencyNanos, latencyNanos, syncNanos);
        }

        /** A message's delay. */
        long draw(SeededRandom random) {
            long range = latencyNanosMax - latencyNanosMin;
            return latencyNanosMin + (range == 0 ? 0 : random.nextLong(range));
        }
    }

    /** Entries that a server's log begins with. */
    int initialEntries(int server) {
        return group.logsDiffer() ? server : 0;
    }

    /** Whether a server can get a majority: enough servers of the cluster have no longer log. */
    boolean isElectable(int server) {
        return !group.logsDiffer() || server + 1 >= group.majority();
    }

    int running() {
        return group.running();
    }
}
