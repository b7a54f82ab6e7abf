package io.biplane.kv.codec;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Span;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;

import java.util.ArrayList;
import java.util.List;

/** Bytes of descriptors and leases, as they stand in local records and log entries. */
public final class RangeCodec {
    private RangeCodec() {}

    public static void write(ByteWriter out, RangeDescriptor descriptor) {
        out.i64(descriptor.id().value())
                .key(descriptor.span().start())
                .key(descriptor.span().end())
                .i64(descriptor.generation())
                .i64(descriptor.nextReplicaId())
                .i32(descriptor.replicas().size());
        for (ReplicaDescriptor replica : descriptor.replicas()) {
            out.i32(replica.node().value())
                    .i64(replica.replicaId())
                    .u8(replica.type().ordinal());
        }
    }

    public static RangeDescriptor readDescriptor(ByteReader in) {
        RangeId id = new RangeId(in.i64());
        Span span = new Span(in.key(), in.key());
        long generation = in.i64();
        long nextReplicaId = in.i64();
        int count = in.i32();
        List<ReplicaDescriptor> replicas = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            replicas.add(new ReplicaDescriptor(
                    new NodeId(in.i32()), in.i64(), ReplicaDescriptor.Type.values()[in.u8()]));
        }
        return new RangeDescriptor(id, span, generation, replicas, nextReplicaId);
    }

    public static byte[] bytes(RangeDescriptor descriptor) {
        ByteWriter out = new ByteWriter(96);
        write(out, descriptor);
        return out.toBytes();
    }

    public static RangeDescriptor descriptor(byte[] bytes) {
        return readDescriptor(new ByteReader(bytes));
    }

    public static void write(ByteWriter out, Lease lease) {
        out.u8(lease.kind().ordinal())
                .i32(lease.holder().value())
                .i64(lease.sequence())
                .timestamp(lease.start())
                .timestamp(lease.expiration())
                .i64(lease.epoch());
    }

    public static Lease readLease(ByteReader in) {
        return new Lease(
                LeaseKind.values()[in.u8()],
                new NodeId(in.i32()),
                in.i64(),
                in.timestamp(),
                in.timestamp(),
                in.i64());
    }

    public static byte[] bytes(Lease lease) {
        ByteWriter out = new ByteWriter(48);
        write(out, lease);
        return out.toBytes();
    }

    public static Lease lease(byte[] bytes) {
        return readLease(new ByteReader(bytes));
    }
}
