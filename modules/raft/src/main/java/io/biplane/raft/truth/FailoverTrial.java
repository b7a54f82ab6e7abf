package io.biplane.raft.truth;

import io.biplane.raft.core.RaftCore;
import io.biplane.raft.port.LeaderSupport;
import io.biplane.raft.port.Role;

/**
 * A leader that has led for a few heartbeats dies at a random instant of its heartbeat interval;
 * the others notice, elect, and commit.
 */
final class FailoverTrial {
    private static final int HEARTBEATS_BEFORE = 4;

    private FailoverTrial() {}

    /**
     * What came out; all times in nanoseconds since the death.
     *
     * @param stood whether server 0 still led, in its first term, when it died
     * @param detectedNanos until somebody asked for votes or pre-votes
     * @param electedNanos until somebody led
     * @param committedNanos until that one knew its first entry committed: from here on it serves
     * @param isFirstTry whether who noticed first was elected, without a second attempt
     * @param isEndless whether the trial was given up; then nothing else counts
     */
    record Outcome(
            boolean stood,
            long detectedNanos,
            long electedNanos,
            long committedNanos,
            boolean isFirstTry,
            boolean isEndless) {
        private static final Outcome ENDLESS = new Outcome(false, 0, 0, 0, false, true);
    }

    static Outcome run(TrialSetup setup, SeededRandom random) {
        Servers.VirtualTime time = new Servers.VirtualTime();
        StoreSupport stores = new StoreSupport(setup, time, random);
        boolean isFortified = setup.features().fortification();
        Servers servers = new Servers(
                setup,
                random,
                time,
                server -> isFortified ? stores.of(server) : LeaderSupport.NONE);
        servers.campaign(0);
        long heartbeatNanos = setup.timing().heartbeatNanos();
        long deathAtNanos = HEARTBEATS_BEFORE * heartbeatNanos + random.nextLong(heartbeatNanos);
        while (servers.nextAtNanos() < deathAtNanos) {
            servers.step();
        }
        long term = servers.core(0).term();
        boolean stood = servers.core(0).isLeader() && term == 1 && isQuiet(servers);
        servers.stop(0, deathAtNanos);
        stores.die(deathAtNanos, servers, random);
        return watch(setup, servers, new Death(stood, deathAtNanos, term));
    }

    /** A leader's end. */
    private record Death(boolean stood, long atNanos, long term) {}

    /** Whether all others follow server 0. */
    private static boolean isQuiet(Servers servers) {
        for (int i = 1; i < servers.count(); i++) {
            if (servers.core(i).role() != Role.FOLLOWER
                    || !servers.core(i).leader().is(Servers.id(0))) {
                return false;
            }
        }
        return true;
    }

    private static Outcome watch(TrialSetup setup, Servers servers, Death death) {
        long giveUpAtNanos = ElectionTrial.TIMEOUTS_MAX * setup.timing().timeoutNanosMax();
        long detectedNanos = -1;
        long electedNanos = -1;
        int detector = -1;
        boolean isFirstTry = false;
        while (servers.nowNanos() < giveUpAtNanos && servers.nextAtNanos() < giveUpAtNanos) {
            int touched = servers.step();
            if (touched == 0) {
                continue; // it is dead, its timers still queued
            }
            RaftCore server = servers.core(touched);
            if (server.term() > death.term() + ElectionTrial.TERMS_MAX) {
                return Outcome.ENDLESS;
            }
            long sinceNanos = servers.nowNanos() - death.atNanos();
            if (detector < 0 && server.role() != Role.FOLLOWER) {
                detectedNanos = sinceNanos;
                detector = touched;
            }
            if (electedNanos < 0 && server.isLeader()) {
                electedNanos = sinceNanos;
                isFirstTry =
                        touched == detector && electedNanos - detectedNanos <= firstTryNanos(setup);
            }
            if (server.isLeader() && server.termAt(server.committedIndex()) == server.term()) {
                return new Outcome(
                        death.stood(), detectedNanos, electedNanos, sinceNanos, isFirstTry, false);
            }
        }
        return Outcome.ENDLESS;
    }

    /**
     * From the first question to leadership without a second attempt, at most: one or two round
     * trips, the candidate's write and the voter's, which with pre-vote may have to wait for one.
     */
    private static long firstTryNanos(TrialSetup setup) {
        boolean preVote = setup.features().preVote();
        TrialSetup.Delays delays = setup.delays();
        return (preVote ? 4 : 2) * delays.latencyNanosMin()
                + (preVote ? 3 : 2) * delays.syncNanos();
    }
}
