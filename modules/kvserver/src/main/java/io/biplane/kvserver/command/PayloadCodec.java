package io.biplane.kvserver.command;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;
import io.biplane.raft.EmptyPayload;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Entry;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.storage.engine.WriteBatch;
import io.biplane.storage.engine.WriteBatchCodec;

import java.util.ArrayList;
import java.util.List;

/** Bytes of Raft entries, for the journal and for wire checks. */
public final class PayloadCodec {
    private static final int EMPTY = 0;
    private static final int COMMAND = 1;
    private static final int MEMBERSHIP = 2;

    private PayloadCodec() {}

    public static void write(ByteWriter out, Entry entry) {
        out.i64(entry.term()).i64(entry.index());
        write(out, entry.payload());
    }

    public static Entry readEntry(ByteReader in) {
        return new Entry(in.i64(), in.i64(), readPayload(in));
    }

    static void write(ByteWriter out, Payload payload) {
        if (payload instanceof ReplicatedCommand command) {
            out.u8(COMMAND)
                    .i32(command.id().node())
                    .i64(command.id().startedAtNanos())
                    .i64(command.id().number())
                    .i64(command.leaseSequence())
                    .i64(command.leaseIndex());
            out.bytes(WriteBatchCodec.encode(command.batch()));
            command.trigger().write(out);
        } else if (payload instanceof MembershipChange change) {
            out.u8(MEMBERSHIP)
                    .u8(change.transition().ordinal())
                    .i32(change.steps().size());
            for (MembershipChange.Step step : change.steps()) {
                out.u8(step.kind().ordinal()).i64(step.replica().value());
            }
            write(out, change.context());
        } else if (payload instanceof EmptyPayload) {
            out.u8(EMPTY);
        } else {
            throw new InvariantViolation(
                    "no bytes for a payload " + payload.getClass().getName());
        }
    }

    static Payload readPayload(ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case EMPTY -> EmptyPayload.INSTANCE;
            case COMMAND -> readCommand(in);
            case MEMBERSHIP -> readMembership(in);
            default -> throw new InvariantViolation("unknown payload kind " + kind);
        };
    }

    private static ReplicatedCommand readCommand(ByteReader in) {
        ProposalId id = new ProposalId(in.i32(), in.i64(), in.i64());
        long leaseSequence = in.i64();
        long leaseIndex = in.i64();
        WriteBatch batch = WriteBatchCodec.decode(in.bytes());
        return new ReplicatedCommand(id, leaseSequence, leaseIndex, batch, Trigger.read(in));
    }

    private static MembershipChange readMembership(ByteReader in) {
        MembershipChange.Transition transition = MembershipChange.Transition.values()[in.u8()];
        int count = in.i32();
        List<MembershipChange.Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            MembershipChange.Kind kind = MembershipChange.Kind.values()[in.u8()];
            steps.add(new MembershipChange.Step(kind, ReplicaId.of(in.i64())));
        }
        return new MembershipChange(steps, transition, readPayload(in));
    }
}
