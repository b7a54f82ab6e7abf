package io.biplane.kvserver.liveness;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;

/**
 * A node's liveness record, as it lies in the liveness range.
 *
 * @param node whose
 * @param epoch grows when the node starts and when another declares it not alive; at least 1
 * @param expiration the node is alive until here, by anyone's clock within the max offset
 * @param draining whether it is giving its leases away
 * @param membership its standing
 */
public record LivenessRecord(
        NodeId node, long epoch, Timestamp expiration, boolean draining, Membership membership) {
    private static final int BYTES = 4 + 8 + 12 + 1 + 1;

    /** A record of a node that has never been alive. */
    public static LivenessRecord initial(NodeId node) {
        return new LivenessRecord(node, 1, Timestamp.ZERO, false, Membership.ACTIVE);
    }

    /** Whether the node counts as alive at {@code now}. */
    public boolean isLive(Timestamp now) {
        return expiration.isAfter(now);
    }

    /** Whether this record is a later one of the same node than {@code other}. */
    public boolean supersedes(LivenessRecord other) {
        if (epoch != other.epoch) {
            return epoch > other.epoch;
        }
        int byTime = expiration.compareTo(other.expiration);
        return byTime > 0 || byTime == 0 && !equals(other);
    }

    public LivenessRecord withEpoch(long next) {
        return new LivenessRecord(node, next, expiration, draining, membership);
    }

    public LivenessRecord withExpiration(Timestamp next) {
        return new LivenessRecord(node, epoch, next, draining, membership);
    }

    public LivenessRecord withDraining(boolean next) {
        return new LivenessRecord(node, epoch, expiration, next, membership);
    }

    public LivenessRecord withMembership(Membership next) {
        return new LivenessRecord(node, epoch, expiration, draining, next);
    }

    /** The stored form. */
    public byte[] bytes() {
        return new ByteWriter(BYTES)
                .i32(node.value())
                .i64(epoch)
                .timestamp(expiration)
                .u8(draining ? 1 : 0)
                .u8(membership.ordinal())
                .toBytes();
    }

    /** Reads the stored form. */
    public static LivenessRecord read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        return new LivenessRecord(
                new NodeId(in.i32()),
                in.i64(),
                in.timestamp(),
                in.u8() == 1,
                Membership.values()[in.u8()]);
    }
}
