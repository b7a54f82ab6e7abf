package io.biplane.raft.truth;

import io.biplane.raft.core.RaftCore;

/** One election: servers whose timers all start at 0, some of which are down, until one leads. */
final class ElectionTrial {
    /**
     * An election is given up after this many terms: where the rates of T2 are measured on whole
     * elections, an honest attempt fails with a probability of at most 0.8, so that one election in
     * 10^96 comes here.
     */
    static final int TERMS_MAX = 1_000;

    /** It is also given up after this many longest timeouts, each of which sees an attempt. */
    static final int TIMEOUTS_MAX = 1_000;

    private ElectionTrial() {}

    /** How a trial ended. */
    enum End {
        ELECTED,
        /** The last term that was asked for passed without a leader. */
        LOST,
        /** Given up. */
        ENDLESS
    }

    /**
     * What came out.
     *
     * @param end how it ended
     * @param atNanos when
     * @param firstTimeoutAtNanos when the first timer fired
     * @param leader who was elected; -1 for nobody
     */
    record Outcome(End end, long atNanos, long firstTimeoutAtNanos, int leader) {
        boolean isElected() {
            return end == End.ELECTED;
        }
    }

    /** Runs until a leader is elected, and gives up when that takes too long. */
    static Outcome run(TrialSetup setup, SeededRandom random) {
        return run(setup, random, Long.MAX_VALUE);
    }

    /** The same, but ends when a term above {@code lastTerm} begins. */
    static Outcome run(TrialSetup setup, SeededRandom random, long lastTerm) {
        Servers servers = new Servers(setup, random);
        long firstTimeoutAtNanos = servers.nextAtNanos();
        long giveUpAtNanos = TIMEOUTS_MAX * setup.timing().timeoutNanosMax();
        while (true) {
            int touched = servers.step();
            RaftCore server = servers.core(touched);
            long nowNanos = servers.nowNanos();
            if (server.isLeader()) {
                return new Outcome(End.ELECTED, nowNanos, firstTimeoutAtNanos, touched);
            }
            if (server.term() > lastTerm) {
                return new Outcome(End.LOST, nowNanos, firstTimeoutAtNanos, -1);
            }
            if (server.term() > TERMS_MAX || nowNanos > giveUpAtNanos) {
                return new Outcome(End.ENDLESS, nowNanos, firstTimeoutAtNanos, -1);
            }
        }
    }
}
