package io.biplane.kvserver.store;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.command.Outgoing;
import io.biplane.kvserver.replica.Replica;
import io.biplane.kvserver.snapshot.SnapshotTransfers;
import io.biplane.raft.message.RaftMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Messages between replicas of different nodes: collected a peer, sent in one envelope a flush, sorted out on arrival. */
final class RaftTransport {
    private final StoreSetup setup;
    /** Orders a flush; once for all mail that waits. */
    private final Runnable flushOrder;

    private final TreeMap<NodeId, List<RaftEnvelope.Item>> outbound = new TreeMap<>();

    RaftTransport(StoreSetup setup, Runnable flushOrder) {
        this.setup = setup;
        this.flushOrder = flushOrder;
    }

    /** Takes messages of one range for peers. */
    void add(RangeId range, List<Outgoing> messages) {
        if (outbound.isEmpty()) {
            flushOrder.run();
        }
        for (Outgoing message : messages) {
            outbound.computeIfAbsent(message.to(), node -> new ArrayList<>())
                    .add(new RaftEnvelope.Item(range, message));
        }
    }

    /** Sends one envelope to each peer there is mail for. */
    void flush(Consumer<RaftEnvelope> toSelf) {
        Timestamp sentAt = setup.views().clock().now();
        for (Map.Entry<NodeId, List<RaftEnvelope.Item>> mail : outbound.entrySet()) {
            setup.services().charge(setup.settings().costs().rpcNanos());
            RaftEnvelope envelope = new RaftEnvelope(setup.self(), sentAt, mail.getValue());
            if (mail.getKey().equals(setup.self())) {
                toSelf.accept(envelope);
            } else {
                setup.services()
                        .transport()
                        .send(mail.getKey().hostName(), Store.SERVICE, envelope);
            }
        }
        outbound.clear();
    }

    /** Hands an envelope's messages to the replicas, all of a range's consecutive Raft messages at once. */
    void deliver(RaftEnvelope envelope, Replicas replicas) {
        List<RaftMessage> run = new ArrayList<>();
        RangeId runRange = null;
        for (RaftEnvelope.Item item : envelope.items()) {
            boolean continues =
                    item.message() instanceof Outgoing.Raft && item.range().equals(runRange);
            if (!continues && !run.isEmpty()) {
                step(replicas, runRange, envelope.from(), run);
                run = new ArrayList<>();
            }
            runRange = item.range();
            if (item.message() instanceof Outgoing.Raft raft) {
                run.add(raft.message());
            } else {
                deliver(replicas, envelope.from(), item);
            }
        }
        if (!run.isEmpty()) {
            step(replicas, runRange, envelope.from(), run);
        }
    }

    private static void deliver(Replicas replicas, NodeId from, RaftEnvelope.Item item) {
        if (item.message() instanceof Outgoing.Proposal proposal) {
            replicas.tell(item.range(), new Replica.Append(proposal.command()));
        } else if (item.message() instanceof Outgoing.TooOld tooOld) {
            replicas.tell(item.range(), new Replica.TooOld(tooOld.nextReplicaId()));
        } else if (item.message() instanceof Outgoing.MemberCheck check) {
            replicas.tell(item.range(), new Replica.MemberCheck(from, check.replicaId()));
        }
    }

    /** Hands a snapshot to its replica; a message like others, only that it came by another way. */
    void deliver(SnapshotTransfers.Arrived snapshot, Replicas replicas) {
        step(replicas, snapshot.range(), snapshot.from(), List.of(snapshot.message()));
    }

    private static void step(
            Replicas replicas, RangeId range, NodeId from, List<RaftMessage> messages) {
        Optional<Hosted> hosted = replicas.find(range);
        long addressed = messages.get(0).to().value();
        if (hosted.isEmpty()) {
            boolean isLeaving = replicas.isGone(range);
            hosted = isLeaving || !isFromLeader(messages)
                    ? Optional.empty()
                    : replicas.startJoining(range, addressed);
        } else if (hosted.get().replicaId() < addressed) {
            // The range gave this node a new replica, so the one that is here has left without
            // hearing of it.
            hosted.get().ref().tell(new Replica.Replaced(addressed));
            return;
        }
        hosted.ifPresent(known -> known.ref().tell(new Replica.Step(from, messages)));
    }

    /** Only a leader calls a replica into being; votes of strangers are not asked for. */
    private static boolean isFromLeader(List<RaftMessage> messages) {
        for (RaftMessage message : messages) {
            if (message instanceof RaftMessage.AppendRequest
                    || message instanceof RaftMessage.Heartbeat
                    || message instanceof RaftMessage.InstallSnapshot) {
                return true;
            }
        }
        return false;
    }
}
