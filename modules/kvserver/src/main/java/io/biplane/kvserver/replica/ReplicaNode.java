package io.biplane.kvserver.replica;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kvserver.command.Outgoing;
import io.biplane.kvserver.snapshot.SnapshotTransfers;
import io.biplane.storage.engine.Engine;

import java.util.List;

/**
 * The node's part of what its replicas work with.
 *
 * @param self the node
 * @param services its machine
 * @param engine its store; each replica touches only its own span and records
 * @param views what replicas read without messages
 * @param settings what does not change
 * @param ports whom replicas talk to
 */
public record ReplicaNode(
        NodeId self,
        HostServices services,
        Engine engine,
        NodeViews views,
        ReplicaSettings settings,
        Ports ports) {
    /**
     * Whom replicas talk to.
     *
     * @param store their parent
     * @param courier brings snapshots to other nodes
     * @param post takes messages for peers; leaves them to the store's next flush
     * @param liveness raises epochs and heartbeats this node
     * @param observer watches the whole simulation
     */
    public record Ports(
            ActorRef<ReplicaNotice> store,
            ActorRef<SnapshotTransfers.Command> courier,
            Post post,
            LivenessPort liveness,
            ReplicaObserver observer) {}

    /**
     * The node's post box: a call and no message, because every Raft message of the node goes through it. Like the engine it is
     * shared by the node's replicas, which run on one thread.
     */
    @FunctionalInterface
    public interface Post {
        /** Takes messages of one range, in order. */
        void take(RangeId range, List<Outgoing> messages);
    }

    /** What replicas ask of node liveness. Answers show in the liveness view, which wakes them. */
    public interface LivenessPort {
        /** Raise the epoch of a node whose record has expired above {@code epoch}. */
        void bumpEpoch(NodeId node, long epoch);

        /** Heartbeat this node's own record soon. */
        void heartbeat();
    }

    ReplicaObserver observer() {
        return ports.observer();
    }
}
