package io.biplane.kvserver.support;

import io.biplane.base.random.SimRandom;
import io.biplane.kvserver.fixture.PairFaults;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.invariant.GroupInvariants;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.membership.MembershipChange.Transition;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.port.ProposalResult.Reason;
import io.biplane.raft.port.RaftStatus;
import io.biplane.raft.progress.ProgressState;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * One run: an operator swaps, adds and removes replicas of a range without a pause; around each step
 * single pairs of nodes lose messages, one way each.
 */
final class LeaseStorm {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    /** Store liveness as in the modelled system: a request each second for three. */
    static final long SUPPORT_NANOS = 3 * SECOND;

    private static final int NODES = 6;

    /** Leases overlap: the message says whose. */
    static final class Overlap extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overlap(String message) {
            super(message);
        }
    }

    private record Event(long atNanos, long number, Runnable action) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
    private final TreeMap<Integer, StormNode> nodes = new TreeMap<>();
    private final GroupInvariants invariants = new GroupInvariants();
    private final SimRandom random;
    private final PairFaults faults;
    private final PlantedBug bug;
    private final int firstVoters;

    private long eventCount;
    private long nowNanos = SECOND;
    private boolean isCalm;
    /** What was refused because support was behind, and by whom. */
    private Optional<MembershipChange> waiting = Optional.empty();

    private int waitingNode;
    private int refusedCount;
    private int changeCount;

    LeaseStorm(long seed, PlantedBug bug) {
        this.bug = bug;
        firstVoters = 3 + (int) (seed % 3);
        random = new SimRandom(seed, "lease storm");
        faults = new PairFaults(new SimRandom(seed, "pair faults"));
        List<ReplicaId> voters = new ArrayList<>();
        for (int i = 1; i <= firstVoters; i++) {
            voters.add(ReplicaId.of(i));
        }
        for (int i = 1; i <= NODES; i++) {
            RaftConfig defaults = RaftConfig.defaults(ReplicaId.of(i));
            Configuration first =
                    i <= firstVoters ? Configuration.ofVoters(voters) : Configuration.empty();
            StormNode node = new StormNode(
                    this,
                    defaults.with(defaults.features().withFortification(true)).with(bug),
                    first);
            nodes.put(i, node);
        }
        for (StormNode node : nodes.values()) {
            node.start();
            repeat(random.nextLong(SECOND), SECOND, node::beat);
            repeat(0, SECOND / 10, node::withdraw);
        }
    }

    // ---- services to the nodes

    SimRandom random() {
        return random;
    }

    GroupInvariants invariants() {
        return invariants;
    }

    long nowNanos() {
        return nowNanos;
    }

    StormNode node(int number) {
        return nodes.get(number);
    }

    List<StormNode> others(StormNode than) {
        return nodes.values().stream().filter(node -> node != than).toList();
    }

    void after(long delayNanos, Runnable action) {
        events.add(new Event(nowNanos + delayNanos, eventCount++, action));
    }

    private void repeat(long delayNanos, long periodNanos, Runnable action) {
        after(delayNanos, () -> {
            action.run();
            repeat(periodNanos, periodNanos, action);
        });
    }

    long diskNanos() {
        return MILLI + random.nextLong(3 * MILLI);
    }

    void send(StormNode from, StormNode to, PairFaults.Kind kind, Runnable arrival) {
        if (!faults.isLost(from.number, to.number, kind, nowNanos)) {
            long lateNanos = random.chance(0.02) ? random.nextLong(SECOND) : 0;
            after(MILLI + random.nextLong(10 * MILLI) + lateNanos, arrival);
        }
    }

    boolean waitsForSupport(StormNode node) {
        return waiting.isPresent() && waitingNode == node.number
                || node.raft.isLeader() && node.raft.configuration().isJoint();
    }

    void onSupportChanged(StormNode node) {
        if (waiting.isPresent() && waitingNode == node.number) {
            MembershipChange change = waiting.get();
            waiting = Optional.empty();
            propose(node, change);
        }
    }

    // ---- the operator

    private Optional<StormNode> leader() {
        return nodes.values().stream()
                .filter(node -> node.raft.isLeader())
                .max(Comparator.comparingLong(node -> node.raft.term()));
    }

    private void operate() {
        leader().filter(leader -> leader.raft.configuration().isVoter(leader.raft.self()))
                .ifPresent(this::step);
        after(20 * MILLI + random.nextLong(200 * MILLI), this::operate);
    }

    /** The next step of a change, worked out anew from the configuration in force. */
    private void step(StormNode leader) {
        Configuration now = leader.raft.configuration();
        if (isCalm && !now.isJoint()) {
            return;
        }
        if (now.isJoint()) {
            if (!now.autoLeave()) {
                propose(leader, MembershipChange.leaveJoint());
            }
            return;
        }
        if (now.learners().isEmpty()) {
            begin(leader, now);
        } else if (isCaughtUp(leader, now.learners().get(0))) {
            promote(leader, now);
        }
    }

    private void begin(StormNode leader, Configuration now) {
        List<ReplicaId> spares = nodes.keySet().stream()
                .map(ReplicaId::of)
                .filter(id -> !now.contains(id))
                .toList();
        if (spares.isEmpty() || now.voters().size() > firstVoters && random.chance(0.5)) {
            someVoterBut(leader, now)
                    .ifPresent(out ->
                            propose(leader, MembershipChange.of(MembershipChange.remove(out))));
        } else {
            ReplicaId in = spares.get(random.nextInt(spares.size()));
            propose(leader, MembershipChange.of(MembershipChange.addLearner(in)));
        }
    }

    private void promote(StormNode leader, Configuration now) {
        MembershipChange.Step in = MembershipChange.addVoter(now.learners().get(0));
        Optional<ReplicaId> out = someVoterBut(leader, now).filter(voter -> random.chance(0.8));
        MembershipChange change = out.isPresent()
                ? MembershipChange.of(in, MembershipChange.remove(out.get()))
                : MembershipChange.of(in);
        boolean isExplicit = out.isPresent() && random.chance(0.5);
        propose(leader, isExplicit ? change.withTransition(Transition.JOINT_EXPLICIT) : change);
    }

    private Optional<ReplicaId> someVoterBut(StormNode leader, Configuration now) {
        List<ReplicaId> voters = now.voters().stream()
                .filter(voter -> !voter.is(leader.raft.self()))
                .toList();
        return voters.size() < 2
                ? Optional.empty()
                : Optional.of(voters.get(random.nextInt(voters.size())));
    }

    private static boolean isCaughtUp(StormNode leader, ReplicaId learner) {
        RaftStatus status = leader.raft.status();
        return status.followers().stream()
                .anyMatch(follower -> follower.replica().is(learner)
                        && follower.state() == ProgressState.REPLICATE);
    }

    private void propose(StormNode leader, MembershipChange change) {
        harass(leader);
        ProposalResult result = leader.raft.proposeMembershipChange(change, nowNanos);
        if (result instanceof ProposalResult.Refused refused
                && refused.reason() == Reason.SUPPORT_BEHIND) {
            refusedCount++;
            waiting = Optional.of(change);
            waitingNode = leader.number;
        } else if (result instanceof ProposalResult.Accepted) {
            changeCount++;
        }
        leader.pump();
    }

    /** Around the step that {@code leader} takes now, messages get lost and processes end. */
    private void harass(StormNode leader) {
        if (isCalm) {
            return;
        }
        if (random.chance(0.5)) {
            unlessCalm(300 * MILLI, () -> faults.starve(leader.number, NODES, nowNanos));
        }
        if (random.chance(0.2)) {
            unlessCalm(1_500 * MILLI, () -> faults.cut(leader.number, NODES, nowNanos));
        }
        if (random.chance(0.05)) {
            unlessCalm(300 * MILLI, node(1 + random.nextInt(NODES))::restart);
        }
    }

    private void unlessCalm(long withinNanos, Runnable action) {
        after(random.nextLong(withinNanos), () -> {
            if (!isCalm) {
                action.run();
            }
        });
    }

    // ---- the run

    /**
     * Blows for some seconds, then all is sound.
     *
     * @throws Overlap at the event that makes a second leader while the first one's lease may be valid
     */
    void run() {
        after(4 * SECOND, this::operate);
        runUntil(nowNanos + 16 * SECOND);
        faults.heal();
        isCalm = true;
        runUntil(nowNanos + 15 * SECOND);
    }

    private void runUntil(long endNanos) {
        while (events.peek().atNanos() <= endNanos) {
            Event event = events.remove();
            nowNanos = event.atNanos();
            event.action().run();
            checkLeases();
        }
        nowNanos = endNanos;
    }

    private void checkLeases() {
        StormNode first = null;
        for (StormNode node : nodes.values()) {
            if (!node.raft.isLeader()) {
                continue;
            }
            if (first != null) {
                checkPair(
                        first.raft.term() < node.raft.term() ? first : node,
                        first.raft.term() < node.raft.term() ? node : first);
            }
            first = node;
        }
    }

    private void checkPair(StormNode former, StormNode latter) {
        if (former.isLeased() && latter.isLeased()) {
            throw new Overlap("two leader leases at " + nowNanos + ": " + former + ", " + latter);
        }
        if (former.isSupportedLeader() && bug == PlantedBug.NONE) {
            throw new Overlap(
                    "a leader beside support at " + nowNanos + ": " + former + ", " + latter);
        }
    }

    int refusedCount() {
        return refusedCount;
    }

    int changeCount() {
        return changeCount;
    }

    /** Whether the calm has led back to one leader with a lease, outside of any joint configuration. */
    boolean isSettled() {
        return nodes.values().stream().filter(StormNode::isLeased).count() == 1
                && leader().filter(StormNode::isLeased)
                        .filter(leader -> !leader.raft.configuration().isJoint())
                        .isPresent();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("at " + nowNanos);
        nodes.values().forEach(node -> text.append("\n  ").append(node));
        return text.toString();
    }
}
