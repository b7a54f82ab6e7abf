package io.biplane.raft.truth;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.Features;
import io.biplane.raft.config.FlowLimits;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LeaderSupport;
import io.biplane.raft.port.RaftObserver;
import io.biplane.raft.port.RecoveredState;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * One election: servers whose timers all start at 0, some of which are down, until somebody leads.
 * No disk and no CPU time: a write is durable the moment it is asked for.
 */
final class ElectionTrial {
    /** Room for what an election sends, and no more, because a trial is made anew each time. */
    private static final FlowLimits SMALL = new FlowLimits(1 << 20, 1, 1 << 20, 1 << 20, 1 << 20);

    private final Setup setup;
    private final SeededRandom random;
    private final RaftCore[] up;
    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private long sequence;

    /**
     * What an election looks like.
     *
     * @param servers in the cluster
     * @param failed of them, down for good
     */
    record Setup(
            int servers,
            int failed,
            ElectionTiming timing,
            long latencyNanosMin,
            long latencyNanosMax,
            PlantedBug bug) {
        int running() {
            return servers - failed;
        }
    }

    /**
     * How it ended.
     *
     * @param atNanos when somebody was elected, or when the trial was given up
     * @param firstTimeoutAtNanos when the first timer fired
     * @param isElected false if given up
     */
    record Outcome(long atNanos, long firstTimeoutAtNanos, boolean isElected) {}

    /** A message's arrival, or (without one) a server's timer. */
    private record Event(long atNanos, long sequence, int server, List<RaftMessage> message)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private ElectionTrial(Setup setup, SeededRandom random) {
        this.setup = setup;
        this.random = random;
        List<ReplicaId> voters = new ArrayList<>();
        for (int i = 1; i <= setup.servers(); i++) {
            voters.add(ReplicaId.of(i));
        }
        RecoveredState fresh = RecoveredState.fresh(Configuration.ofVoters(voters));
        up = new RaftCore[setup.running()];
        for (int i = 0; i < up.length; i++) {
            RaftConfig config = RaftConfig.defaults(voters.get(i))
                    .with(setup.timing())
                    .with(Features.BARE)
                    .with(SMALL)
                    .with(setup.bug());
            up[i] = new RaftCore(
                    config, fresh, random::nextLong, LeaderSupport.NONE, RaftObserver.NONE, 0);
            arm(i);
        }
    }

    /** Runs until a leader is elected, or until a term above {@code lastTerm} begins. */
    static Outcome run(Setup setup, SeededRandom random, long lastTerm) {
        return new ElectionTrial(setup, random).run(lastTerm);
    }

    private Outcome run(long lastTerm) {
        long firstTimeoutAtNanos = agenda.element().atNanos();
        while (true) {
            Event event = agenda.remove();
            RaftCore server = up[event.server()];
            if (event.message().isEmpty()) {
                server.tick(event.atNanos());
            } else {
                server.step(event.message().get(0), event.atNanos());
            }
            carryOut(server, event.atNanos());
            if (server.isLeader()) {
                return new Outcome(event.atNanos(), firstTimeoutAtNanos, true);
            }
            if (server.term() > lastTerm) {
                return new Outcome(event.atNanos(), firstTimeoutAtNanos, false);
            }
            arm(event.server());
        }
    }

    private void carryOut(RaftCore server, long nowNanos) {
        while (server.hasWrite()) {
            server.persisted(server.takeWrite().number(), nowNanos);
        }
        for (RaftMessage message : server.takeReady(nowNanos).messages()) {
            int to = (int) message.to().value() - 1;
            if (to < up.length) {
                post(nowNanos + latency(), to, List.of(message));
            }
        }
    }

    private long latency() {
        long range = setup.latencyNanosMax() - setup.latencyNanosMin();
        return setup.latencyNanosMin() + (range == 0 ? 0 : random.nextLong(range));
    }

    /** Timers are not cancelled: one that fires early finds nothing due, and the next is armed. */
    private void arm(int server) {
        post(up[server].nextDeadlineNanos(), server, List.of());
    }

    private void post(long atNanos, int server, List<RaftMessage> message) {
        agenda.add(new Event(atNanos, sequence++, server, message));
    }
}
