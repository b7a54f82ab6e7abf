package io.biplane.kvserver.snapshot;

import io.biplane.base.id.NodeId;

/** What the two halves of the protocol want done. */
sealed interface SnapshotOutput {
    /** Say this to the courier of {@code node}. */
    record Tell(NodeId node, SnapshotMessage message) implements SnapshotOutput {}

    /** Tell the replica that ordered a snapshot how it ended. */
    record End(SnapshotTransfers.Send order, SnapshotTransfers.Ended ended)
            implements SnapshotOutput {}

    /** A snapshot is here. */
    record Arrive(SnapshotTransfers.Arrived arrived) implements SnapshotOutput {}
}
