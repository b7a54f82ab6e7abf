package io.biplane.kvserver.support;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.fixture.PairFaults;
import io.biplane.kvserver.liveness.SupportCore;
import io.biplane.kvserver.liveness.SupportView;
import io.biplane.kvserver.liveness.SupportView.Support;
import io.biplane.raft.HardState;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.port.LeaderSupport;
import io.biplane.raft.port.LogWrite;
import io.biplane.raft.port.Ready;
import io.biplane.raft.port.RecoveredState;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A node with one replica: a Raft core on a store's liveness, with a disk for both. */
final class StormNode implements LeaderSupport {
    final int number;
    private final LeaseStorm storm;
    private final RaftConfig config;
    private final TreeSet<Integer> unanswered = new TreeSet<>();

    RaftCore raft;
    private SupportCore support = SupportCore.INITIAL.restarted();
    /** What is durable of what was given; the replica acts on nothing else. */
    private SupportView shown = support.view();

    private boolean isSyncing;
    private boolean isWriting;
    private long tickAtNanos = Long.MAX_VALUE;
    /** No promise is withdrawn before: a store that was down cannot know who beat meanwhile. */
    private long graceUntilNanos;
    /** Counts processes: what a former one began does not end in this one. */
    private int life;

    private SupportCore durableSupport = support;
    private HardState hardState = HardState.INITIAL;
    private final List<Entry> entries = new ArrayList<>();
    private long baseIndex;
    private long baseTerm;
    private long appliedIndex;
    private long appliedTerm;
    private Configuration configuration;

    /** The content of a snapshot: nothing, members and place are all there is to know. */
    private record Nothing() implements Payload {
        @Override
        public int sizeBytes() {
            return 1;
        }
    }

    StormNode(LeaseStorm storm, RaftConfig config, Configuration configuration) {
        this.storm = storm;
        this.config = config;
        this.number = (int) config.self().value();
        this.configuration = configuration;
        if (configuration.isVoter(config.self())) {
            hardState = HardState.of(1, ReplicaId.NONE, 10);
            baseIndex = 10;
            baseTerm = 1;
            appliedIndex = 10;
            appliedTerm = 1;
        }
    }

    void start() {
        life++;
        isSyncing = false;
        isWriting = false;
        tickAtNanos = Long.MAX_VALUE;
        unanswered.clear();
        support = durableSupport;
        shown = support.view();
        raft = new RaftCore(
                config,
                new RecoveredState(
                        hardState, baseIndex, baseTerm, entries, configuration, appliedIndex),
                storm.random()::nextLong,
                this,
                storm.invariants().observerFor(config.self()),
                storm.nowNanos());
        pump();
    }

    /** The process ends and a new one begins; what was not durable is gone. */
    void restart() {
        storm.invariants().crashed(config.self());
        durableSupport = durableSupport.restarted();
        graceUntilNanos = storm.nowNanos() + LeaseStorm.SUPPORT_NANOS;
        start();
    }

    private void inThisLife(long delayNanos, Runnable action) {
        int begunIn = life;
        storm.after(delayNanos, () -> {
            if (begunIn == life) {
                action.run();
            }
        });
    }

    // ---- store liveness

    @Override
    public long epochSupporting(ReplicaId leader) {
        Support given = shown.given().get(new NodeId((int) leader.value()));
        return given == null || given.isWithdrawn() ? 0 : given.epoch();
    }

    @Override
    public long supportedUntilNanos(ReplicaId follower, long epoch) {
        return shown.from(new NodeId((int) follower.value()))
                .filter(received -> received.epoch() == epoch)
                .map(received -> received.expiration().wallNanos())
                .orElse(0L);
    }

    /** Asks all others for support. */
    void beat() {
        Timestamp until = Timestamp.of(storm.nowNanos() + LeaseStorm.SUPPORT_NANOS);
        for (StormNode peer : storm.others(this)) {
            long epoch = support.epochFor(new NodeId(peer.number));
            if (epoch <= durableSupport.epoch()) {
                storm.send(
                        this, peer, PairFaults.Kind.BEATS, () -> peer.onBeat(this, epoch, until));
            }
        }
    }

    private void onBeat(StormNode from, long epoch, Timestamp until) {
        support = support.onBeat(new NodeId(from.number), epoch, until);
        unanswered.add(from.number);
        sync();
    }

    private void onPromise(StormNode from, Support promise) {
        support = support.onAnswer(new NodeId(from.number), promise);
        show(new SupportView(shown.given(), support.view().received()));
        sync();
    }

    /** Withdraws what has run out. */
    void withdraw() {
        if (storm.nowNanos() >= graceUntilNanos) {
            support = support.withdrawn(Timestamp.of(storm.nowNanos()));
            sync();
        }
    }

    private void sync() {
        if (isSyncing || unanswered.isEmpty() && support.equals(durableSupport)) {
            return;
        }
        isSyncing = true;
        SupportCore written = support;
        List<Integer> toAnswer = List.copyOf(unanswered);
        unanswered.clear();
        inThisLife(storm.diskNanos(), () -> {
            isSyncing = false;
            durableSupport = written;
            show(new SupportView(written.view().given(), support.view().received()));
            for (int peer : toAnswer) {
                Support promise = written.view().given().get(new NodeId(peer));
                StormNode asker = storm.node(peer);
                storm.send(
                        this,
                        asker,
                        PairFaults.Kind.PROMISES,
                        () -> asker.onPromise(this, promise));
            }
            sync();
        });
    }

    /** Tells the replica of what differs: another epoch always, more time only if it waits for that. */
    private void show(SupportView next) {
        boolean isNews = !epochs(next.given()).equals(epochs(shown.given()))
                || !epochs(next.received()).equals(epochs(shown.received()));
        boolean isLonger = !next.received().equals(shown.received());
        shown = next;
        if (isNews || isLonger && storm.waitsForSupport(this)) {
            raft.supportChanged(storm.nowNanos());
            pump();
            storm.onSupportChanged(this);
        }
    }

    private static TreeMap<NodeId, Long> epochs(java.util.Map<NodeId, Support> promises) {
        TreeMap<NodeId, Long> epochs = new TreeMap<>();
        promises.forEach(
                (node, promise) -> epochs.put(node, promise.isWithdrawn() ? 0 : promise.epoch()));
        return epochs;
    }

    // ---- Raft

    /** Carries out all that the core asks for. */
    void pump() {
        while (raft.hasReady()) {
            Ready ready = raft.takeReady(storm.nowNanos());
            ready.messages().forEach(message -> {
                StormNode to = storm.node((int) message.to().value());
                storm.send(this, to, PairFaults.Kind.RAFT, () -> {
                    to.raft.step(message, storm.nowNanos());
                    to.pump();
                });
            });
            apply(ready);
            for (ReplicaId to : ready.snapshotsWanted()) {
                raft.sendSnapshot(
                        to,
                        new Snapshot(appliedIndex, appliedTerm, configuration, new Nothing()),
                        storm.nowNanos());
            }
        }
        if (!isWriting && raft.hasWrite()) {
            write(raft.takeWrite());
        }
        schedule();
    }

    private void apply(Ready ready) {
        for (Entry entry : ready.toApply()) {
            if (entry.payload() instanceof MembershipChange) {
                configuration = raft.applyMembership(entry, storm.nowNanos());
            }
            appliedIndex = entry.index();
            appliedTerm = entry.term();
        }
        if (!ready.toApply().isEmpty()) {
            raft.applied(appliedIndex, storm.nowNanos());
        }
    }

    private void write(LogWrite write) {
        isWriting = true;
        inThisLife(storm.diskNanos(), () -> {
            isWriting = false;
            store(write);
            raft.persisted(write.number(), storm.nowNanos());
            pump();
        });
    }

    private void store(LogWrite write) {
        write.snapshot().ifPresent(snapshot -> {
            entries.clear();
            baseIndex = snapshot.index();
            baseTerm = snapshot.term();
            appliedIndex = snapshot.index();
            appliedTerm = snapshot.term();
            configuration = snapshot.configuration();
        });
        if (!write.entries().isEmpty()) {
            int kept = (int) (write.entries().firstIndex() - baseIndex - 1);
            entries.subList(kept, entries.size()).clear();
            entries.addAll(write.entries());
        }
        hardState = write.hardState();
    }

    private void schedule() {
        long deadline = raft.nextDeadlineNanos();
        if (deadline >= tickAtNanos || deadline == Long.MAX_VALUE) {
            return;
        }
        tickAtNanos = deadline;
        inThisLife(Math.max(0, deadline - storm.nowNanos()), () -> {
            if (tickAtNanos == deadline) {
                tickAtNanos = Long.MAX_VALUE;
                raft.tick(storm.nowNanos());
                pump();
            }
        });
    }

    // ---- what is

    /** Whether this replica leads and its support has not run out. */
    boolean isSupportedLeader() {
        return raft.isLeader() && raft.leadSupportedUntilNanos(storm.nowNanos()) > storm.nowNanos();
    }

    /** Whether it could hold a leader lease: only then has it applied an entry of its own term. */
    boolean isLeased() {
        return isSupportedLeader() && appliedTerm == raft.term();
    }

    @Override
    public String toString() {
        return raft.status() + " supported until " + raft.leadSupportedUntilNanos(storm.nowNanos());
    }
}
