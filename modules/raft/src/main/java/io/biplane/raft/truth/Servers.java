package io.biplane.raft.truth;

import io.biplane.raft.EmptyPayload;
import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.FlowLimits;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.log.Entry;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LeaderSupport;
import io.biplane.raft.port.RaftObserver;
import io.biplane.raft.port.Ready;
import io.biplane.raft.port.RecoveredState;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntFunction;

/**
 * The cores of a trial with an event loop between them: messages take the setup's latency, writes
 * its sync time, computing takes none.
 */
final class Servers {
    /** Room for what an election sends, and no more, because a trial is made anew each time. */
    private static final FlowLimits SMALL = new FlowLimits(1 << 20, 1, 1 << 20, 1 << 20, 1 << 20);

    private final TrialSetup setup;
    private final SeededRandom random;
    private final RaftCore[] up;
    private final boolean[] isStopped;
    private final boolean[] isWriting;
    /** Instant of each server's latest timer event, so that the same one is not queued twice. */
    private final long[] armedAtNanos;

    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final VirtualTime time;
    private long sequence;

    /** What the time is; shared with models of what surrounds the servers. */
    static final class VirtualTime {
        private long nowNanos;

        long nowNanos() {
            return nowNanos;
        }
    }

    /** What happens to a server. */
    private sealed interface Input {}

    private enum Plain implements Input {
        /** Timers are not cancelled: one that fires early finds nothing due. */
        TIMER,
        SUPPORT_CHANGED
    }

    private record Arrival(RaftMessage message) implements Input {}

    private record Written(long number) implements Input {}

    private record Event(long atNanos, long sequence, int server, Input input)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** Servers without store liveness, whose timers start at 0. */
    Servers(TrialSetup setup, SeededRandom random) {
        this(setup, random, new VirtualTime(), server -> LeaderSupport.NONE);
    }

    /** Servers whose timers start at 0; {@code support} is each one's store liveness. */
    Servers(
            TrialSetup setup,
            SeededRandom random,
            VirtualTime time,
            IntFunction<LeaderSupport> support) {
        this.setup = setup;
        this.random = random;
        this.time = time;
        this.up = new RaftCore[setup.running()];
        this.isStopped = new boolean[up.length];
        this.isWriting = new boolean[up.length];
        this.armedAtNanos = new long[up.length];
        List<ReplicaId> voters = new ArrayList<>();
        for (int i = 0; i < setup.group().servers(); i++) {
            voters.add(id(i));
        }
        Configuration configuration = Configuration.ofVoters(voters);
        for (int i = 0; i < up.length; i++) {
            RaftConfig config = RaftConfig.defaults(id(i))
                    .with(setup.timing())
                    .with(setup.features())
                    .with(SMALL)
                    .with(setup.bug());
            RecoveredState recovered = recovered(configuration, setup, i);
            up[i] = new RaftCore(
                    config, recovered, random::nextLong, support.apply(i), RaftObserver.NONE, 0);
            arm(i);
        }
    }

    /** A server's id in its messages. */
    static ReplicaId id(int server) {
        return ReplicaId.of(server + 1);
    }

    /** Where logs differ, all entries are of term 1 and every server has seen it. */
    private static RecoveredState recovered(
            Configuration configuration, TrialSetup setup, int server) {
        List<Entry> entries = new ArrayList<>();
        for (int index = 1; index <= setup.initialEntries(server); index++) {
            entries.add(new Entry(1, index, EmptyPayload.INSTANCE));
        }
        long term = setup.group().logsDiffer() ? 1 : 0;
        HardState hardState = HardState.of(term, ReplicaId.NONE, 0);
        return new RecoveredState(hardState, 0, 0, entries, configuration, 0);
    }

    int count() {
        return up.length;
    }

    RaftCore core(int server) {
        return up[server];
    }

    long nowNanos() {
        return time.nowNanos();
    }

    /** When the next thing happens. */
    long nextAtNanos() {
        return agenda.element().atNanos();
    }

    /** Lets the next thing happen; returns the server it happened to. */
    int step() {
        Event event = agenda.remove();
        int server = event.server();
        time.nowNanos = event.atNanos();
        if (isStopped[server]) {
            return server;
        }
        RaftCore core = up[server];
        if (event.input() instanceof Arrival arrival) {
            core.step(arrival.message(), nowNanos());
        } else if (event.input() instanceof Written written) {
            isWriting[server] = false;
            core.persisted(written.number(), nowNanos());
        } else if (event.input() == Plain.SUPPORT_CHANGED) {
            core.supportChanged(nowNanos());
        } else {
            core.tick(nowNanos());
        }
        carryOut(server);
        return server;
    }

    /** Makes a server stand for election now. */
    void campaign(int server) {
        up[server].campaign(nowNanos());
        carryOut(server);
    }

    /** A server's process ends at {@code atNanos}, now or later than all that has happened. */
    void stop(int server, long atNanos) {
        time.nowNanos = atNanos;
        isStopped[server] = true;
    }

    /** At that instant a server's core is told that store liveness changed. */
    void supportChangesAt(int server, long atNanos) {
        add(atNanos, server, Plain.SUPPORT_CHANGED);
    }

    private void carryOut(int server) {
        RaftCore core = up[server];
        do {
            write(server);
            Ready ready = core.takeReady(nowNanos());
            for (RaftMessage message : ready.messages()) {
                int to = (int) message.to().value() - 1;
                if (to < up.length) {
                    long atNanos = nowNanos() + setup.delays().draw(random);
                    add(atNanos, to, new Arrival(message));
                }
            }
            if (!ready.toApply().isEmpty()) {
                core.applied(ready.toApply().lastIndex(), nowNanos());
            }
        } while (core.hasReady() || (core.hasWrite() && !isWriting[server]));
        arm(server);
    }

    private void write(int server) {
        RaftCore core = up[server];
        while (core.hasWrite() && !isWriting[server]) {
            long number = core.takeWrite().number();
            if (setup.delays().syncNanos() == 0) {
                core.persisted(number, nowNanos());
            } else {
                isWriting[server] = true;
                add(nowNanos() + setup.delays().syncNanos(), server, new Written(number));
            }
        }
    }

    private void arm(int server) {
        long atNanos = up[server].nextDeadlineNanos();
        if (atNanos != Long.MAX_VALUE && atNanos != armedAtNanos[server]) {
            armedAtNanos[server] = atNanos;
            add(Math.max(atNanos, nowNanos()), server, Plain.TIMER);
        }
    }

    private void add(long atNanos, int server, Input input) {
        agenda.add(new Event(atNanos, sequence++, server, input));
    }
}
