package io.biplane.kvserver.truth;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.network.PacketView;
import io.biplane.kernel.network.Verdict;
import io.biplane.kvserver.command.Outgoing;
import io.biplane.kvserver.replica.ReplicaObserver;
import io.biplane.kvserver.store.RaftEnvelope;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.RaftObserver;

import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Watches one range: who stands, who leads, and when its leader was last heard of. */
final class Witness implements ReplicaObserver {
    private final RangeId range;
    private final LongSupplier nowNanos;

    /** The replica that was elected last, empty before the first election. */
    private Optional<NodeId> leader = Optional.empty();

    private long electedAtNanos;
    /** When each node last stood for election. */
    private final TreeMap<NodeId, Long> stoodAtNanos = new TreeMap<>();
    /** When a node first stood since {@link #forget}; -1 for not yet. */
    private long firstStoodAtNanos = -1;
    /** When each node last sent what tells followers that it leads. */
    private final TreeMap<String, Long> ledAtNanos = new TreeMap<>();

    Witness(RangeId range, LongSupplier nowNanos) {
        this.range = range;
        this.nowNanos = nowNanos;
    }

    @Override
    public RaftObserver raft(RangeId of, NodeId node, ReplicaId replica) {
        return of.equals(range) ? new Observer(node, replica) : RaftObserver.NONE;
    }

    private final class Observer implements RaftObserver {
        private final NodeId node;
        private final ReplicaId replica;

        Observer(NodeId node, ReplicaId replica) {
            this.node = node;
            this.replica = replica;
        }

        @Override
        public void termOrVoteChanged(long term, ReplicaId vote) {
            if (vote.is(replica)) {
                long now = nowNanos.getAsLong();
                stoodAtNanos.put(node, now);
                firstStoodAtNanos = firstStoodAtNanos < 0 ? now : firstStoodAtNanos;
            }
        }

        @Override
        public void elected(long term) {
            leader = Optional.of(node);
            electedAtNanos = nowNanos.getAsLong();
        }
    }

    /** A rule that passes everything and notes what a leader says. */
    Verdict note(PacketView packet) {
        if (packet.message() instanceof RaftEnvelope envelope
                && envelope.items().stream().anyMatch(this::isFromLeader)) {
            ledAtNanos.put(packet.from(), packet.atNanos());
        }
        return Verdict.PASS;
    }

    private boolean isFromLeader(RaftEnvelope.Item item) {
        return item.range().equals(range)
                && item.message() instanceof Outgoing.Raft raft
                && (raft.message() instanceof RaftMessage.AppendRequest
                        || raft.message() instanceof RaftMessage.Heartbeat);
    }

    /** A leader dies: whoever stands and leads from now on does so because of that. */
    void forget() {
        leader = Optional.empty();
        firstStoodAtNanos = -1;
    }

    Optional<NodeId> leader() {
        return leader;
    }

    long electedAtNanos() {
        return electedAtNanos;
    }

    /** When somebody first stood since {@link #forget}; before it if only the leader did, and then. */
    long firstStoodAtNanos() {
        return firstStoodAtNanos < 0 ? leaderStoodAtNanos() : firstStoodAtNanos;
    }

    /** When the present leader stood. */
    long leaderStoodAtNanos() {
        return stoodAtNanos.get(leader.orElseThrow());
    }

    /** When a node last sent an append or a heartbeat; its election if it has not yet. */
    long ledAtNanos(NodeId node) {
        return ledAtNanos.getOrDefault(node.hostName(), electedAtNanos);
    }
}
