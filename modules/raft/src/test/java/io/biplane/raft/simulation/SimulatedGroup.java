package io.biplane.raft.simulation;

import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.config.ReadMode;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.invariant.GroupInvariants;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.Ready.ReadState;
import io.biplane.raft.truth.SeededRandom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A group of replicas, its network, its operator and its clients. */
final class SimulatedGroup {
    static final long MILLI = 1_000_000L;

    private final Agenda agenda = new Agenda();
    private final SeededRandom random;
    private final GroupInvariants invariants = new GroupInvariants();
    private final SimulatedLiveness liveness = new SimulatedLiveness(this);
    private final TreeMap<ReplicaId, SimulatedNode> nodes = new TreeMap<>();
    /** One side of a partition; empty without one. */
    private TreeSet<ReplicaId> islanders = new TreeSet<>();

    private Chaos chaos;
    private long blobs;
    private long reads;
    /** Per read: what was committed when it was asked. */
    private final TreeMap<Long, Long> readFloors = new TreeMap<>();

    private long readsServed;
    /** Whether heartbeats make leases in this run. */
    private boolean leasesRead;

    SimulatedGroup(
            long seed, int members, int spares, Chaos chaos, UnaryOperator<RaftConfig> tuning) {
        this.random = new SeededRandom(seed);
        this.chaos = chaos;
        List<ReplicaId> voters = new ArrayList<>();
        for (int i = 1; i <= members; i++) {
            voters.add(ReplicaId.of(i));
        }
        for (int i = 1; i <= members + spares; i++) {
            ReplicaId id = ReplicaId.of(i);
            Configuration start =
                    i <= members ? Configuration.ofVoters(voters) : Configuration.empty();
            RaftConfig config = tuning.apply(RaftConfig.defaults(id));
            leasesRead = config.features().readMode() == ReadMode.LEASE;
            nodes.put(id, new SimulatedNode(this, config, start));
            liveness.start(id);
        }
        nodes.values().forEach(SimulatedNode::start);
        after(50 * MILLI, this::work);
        after(100 * MILLI, this::harass);
    }

    // ---- services to the nodes

    SeededRandom random() {
        return random;
    }

    GroupInvariants invariants() {
        return invariants;
    }

    SimulatedLiveness liveness() {
        return liveness;
    }

    long nowNanos() {
        return agenda.nowNanos();
    }

    void after(long delayNanos, Runnable action) {
        agenda.after(delayNanos, action);
    }

    void afterDisk(Runnable action) {
        agenda.after((1 + random.nextLong(30)) * MILLI, action);
    }

    void send(RaftMessage message) {
        travel(message.from(), message.to(), () -> nodes.get(message.to()).deliver(message));
    }

    void travel(ReplicaId from, ReplicaId to, Runnable arrival) {
        if (!nodes.containsKey(to) || islanders.contains(from) != islanders.contains(to)) {
            return;
        }
        int copies = random.chance(chaos.loss()) ? 0 : random.chance(chaos.duplicate()) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            agenda.after((1 + random.nextLong(40)) * MILLI, arrival);
        }
    }

    boolean isUp(ReplicaId id) {
        return nodes.containsKey(id) && nodes.get(id).core().isPresent();
    }

    /** While a leader holds a lease of either kind, nobody leads in a later term. */
    void checkLeases(RaftCore core) {
        if (!core.isLeader()) {
            return;
        }
        for (SimulatedNode node : nodes.values()) {
            RaftCore other = node.core().orElse(core);
            boolean isOld = other.isLeader() && other.term() < core.term();
            if (isOld
                    && (other.leadSupportedUntilNanos(nowNanos()) > nowNanos()
                            || other.readLeaseUntilNanos() > nowNanos() && leasesRead)) {
                throw new RaftInvariantViolation(
                        "leases overlap: " + core.status() + " leads beside " + other.status());
            }
        }
    }

    void supportChanged(ReplicaId id) {
        SimulatedNode node = nodes.get(id);
        if (node != null && node.core().isPresent()) {
            node.core().get().supportChanged(nowNanos());
            node.pump();
        }
    }

    void onRead(ReplicaId node, ReadState read) {
        Optional<Long> floor = Optional.ofNullable(readFloors.remove(read.requestId()));
        if (floor.isPresent()) {
            readsServed++;
            if (read.index() < floor.get()) {
                throw new RaftInvariantViolation("stale read: " + node + " reads at " + read.index()
                        + ", committed was " + floor.get());
            }
        }
    }

    // ---- clients and operator

    private void work() {
        for (SimulatedNode node : nodes.values()) {
            node.core()
                    .filter(core -> core.isLeader() || random.chance(0.05))
                    .ifPresent(core -> workOn(node, core));
        }
        after(10 * MILLI + random.nextLong(50 * MILLI), this::work);
    }

    private void workOn(SimulatedNode node, RaftCore core) {
        for (long i = random.nextLong(4); i > 0; i--) {
            core.propose(new Blob(++blobs), nowNanos());
        }
        if (random.chance(0.3)) {
            readFloors.put(++reads, invariants.committedIndex());
            core.readIndex(reads, nowNanos());
        }
        if (core.canQuiesce() && random.chance(0.2)) {
            core.quiesce(nowNanos());
        }
        node.pump();
    }

    private void harass() {
        for (SimulatedNode node : nodes.values()) {
            if (node.core().isPresent() && random.chance(chaos.crash())) {
                node.crash();
                after(random.nextLong(8_000 * MILLI), () -> restart(node));
            }
        }
        if (random.chance(chaos.change())) {
            meddle();
        }
        after(100 * MILLI, this::harass);
    }

    private void restart(SimulatedNode node) {
        if (node.core().isEmpty()) {
            node.start();
        }
    }

    private void meddle() {
        ReplicaId someone = ReplicaId.of(1 + random.nextLong(nodes.size()));
        switch ((int) random.nextLong(6)) {
            case 0 -> partition();
            case 1 -> nodes.get(someone).compact(random.nextLong(20));
            case 2 -> onLeader(core -> core.transferLeadership(someone, nowNanos()));
            // Shells may be wrong about what became of a snapshot.
            case 3 -> onLeader(core -> core.snapshotDelivered(someone));
            default -> onLeader(core -> core.proposeMembershipChange(someChange(), nowNanos()));
        }
    }

    private void partition() {
        if (!islanders.isEmpty()) {
            islanders = new TreeSet<>();
            return;
        }
        for (ReplicaId id : nodes.keySet()) {
            if (random.chance(0.3)) {
                islanders.add(id);
            }
        }
    }

    private MembershipChange someChange() {
        List<MembershipChange.Step> steps = new ArrayList<>();
        for (ReplicaId id : nodes.keySet()) {
            switch ((int) random.nextLong(8)) {
                case 0, 1 -> steps.add(MembershipChange.addVoter(id));
                case 2 -> steps.add(MembershipChange.addLearner(id));
                case 3 -> steps.add(MembershipChange.remove(id));
                default -> {}
            }
        }
        return new MembershipChange(
                steps, MembershipChange.Transition.AUTOMATIC, new Blob(++blobs));
    }

    void onLeader(java.util.function.Consumer<RaftCore> action) {
        for (SimulatedNode node : nodes.values()) {
            if (node.core().isPresent() && node.core().get().isLeader()) {
                action.accept(node.core().get());
                node.pump();
            }
        }
    }

    // ---- runs

    void runFor(long millis) {
        agenda.runUntil(nowNanos() + millis * MILLI);
    }

    /** Ends all hostility, restarts everybody and wakes sleepers. */
    void heal() {
        chaos = Chaos.CALM;
        islanders = new TreeSet<>();
        nodes.values().forEach(this::restart);
        for (SimulatedNode node : nodes.values()) {
            node.core().ifPresent(core -> core.wake(nowNanos()));
            node.pump();
        }
    }

    long committedIndex() {
        return invariants.committedIndex();
    }

    long readsServed() {
        return readsServed;
    }

    /** The states of the members of the group as its leader sees it; empty if none leads. */
    List<MachineState> memberStates() {
        List<MachineState> states = new ArrayList<>();
        onLeader(core -> {
            states.clear();
            for (ReplicaId id : core.configuration().members()) {
                states.add(nodes.get(id).machine());
            }
        });
        return states;
    }

    SimulatedNode node(long id) {
        return nodes.get(ReplicaId.of(id));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("at " + nowNanos());
        for (SimulatedNode node : nodes.values()) {
            text.append("\n  ").append(node.id).append(' ');
            text.append(node.core()
                    .map(core -> core.status().toString() + " deadline " + core.nextDeadlineNanos())
                    .orElse("down"));
        }
        return text.toString();
    }
}
