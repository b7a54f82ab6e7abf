package io.biplane.kvserver.snapshot;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;

/**
 * What travels between couriers.
 *
 * @param from the sending node
 * @param sentAt the sender's hybrid clock: whoever takes over from a snapshot has a clock past all that was read under it
 */
@TraceName("snapshot.parcel")
public record Parcel(NodeId from, Timestamp sentAt, SnapshotMessage message)
        implements Transport.Sized {
    @Override
    public int wireBytes() {
        return message.wireBytes();
    }
}
