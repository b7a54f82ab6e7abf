package io.biplane.kvserver.command;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kernel.trace.Hashes;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;
import io.biplane.kv.codec.RangeCodec;

import java.util.Optional;

/**
 * What a command changes besides rows: applied by every replica at the same log index. A trigger judges, applies, encodes and
 * digests itself.
 */
public sealed interface Trigger {
    /**
     * What triggers change.
     *
     * @param lease empty until the range's first one
     */
    record Metadata(RangeDescriptor descriptor, Optional<Lease> lease) {}

    /**
     * Whether the command is ordered by a lease index. A lease change is not: the sequence of the lease it follows orders it.
     */
    default boolean hasLeaseIndex() {
        return true;
    }

    /**
     * Whether it may take effect on what is there.
     *
     * @param proposer node that proposed the command
     */
    boolean isAllowed(Metadata at, int proposer);

    /** What is there after it. */
    Metadata apply(Metadata at);

    /** Folds it into a digest of applied commands; the same in every JVM. */
    long fold(long hash);

    /** Writes what {@link #read} reads. */
    void write(ByteWriter out);

    /** Reads any trigger. */
    static Trigger read(ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case None.TAG -> None.INSTANCE;
            case NewLease.TAG -> new NewLease(RangeCodec.readLease(in));
            case NewDescriptor.TAG -> new NewDescriptor(RangeCodec.readDescriptor(in));
            default -> throw new InvariantViolation("unknown trigger kind " + kind);
        };
    }

    /** Nothing. */
    enum None implements Trigger {
        INSTANCE;

        private static final int TAG = 0;

        @Override
        public boolean isAllowed(Metadata at, int proposer) {
            return true;
        }

        @Override
        public Metadata apply(Metadata at) {
            return at;
        }

        @Override
        public long fold(long hash) {
            return hash;
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG);
        }
    }

    /** A lease: a new one, or the present one extended (same sequence). */
    record NewLease(Lease lease) implements Trigger {
        private static final int TAG = 1;

        @Override
        public boolean hasLeaseIndex() {
            return false;
        }

        @Override
        public boolean isAllowed(Metadata at, int proposer) {
            return follows(at.lease(), proposer) && at.descriptor().isOn(lease.holder());
        }

        /**
         * A new lease has the next sequence; the present one may be extended, by its holder, never shortened. Whoever takes an
         * expiration lease from somebody else must begin at or behind its end: it may have been extended since the proposal.
         */
        private boolean follows(Optional<Lease> before, int proposer) {
            if (before.isEmpty()) {
                return lease.sequence() == 1;
            }
            Lease present = before.get();
            if (lease.sequence() == present.sequence()) {
                return lease.holder().equals(present.holder())
                        && lease.kind() == present.kind()
                        && !present.expiration().isAfter(lease.expiration());
            }
            boolean isGiven = proposer == present.holder().value();
            boolean isTooEarly = present.kind() == LeaseKind.EXPIRATION
                    && present.expiration().isAfter(lease.start());
            return lease.sequence() == present.sequence() + 1 && (isGiven || !isTooEarly);
        }

        @Override
        public Metadata apply(Metadata at) {
            return new Metadata(at.descriptor(), Optional.of(lease));
        }

        @Override
        public long fold(long hash) {
            long folded = Hashes.fold(hash, lease.sequence() << 8 | lease.kind().ordinal());
            folded = Hashes.fold(folded, lease.holder().value());
            folded = Hashes.fold(folded, lease.start().wallNanos());
            return Hashes.fold(folded, lease.expiration().wallNanos());
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG);
            RangeCodec.write(out, lease);
        }
    }

    /** Another descriptor, in the same step as the membership change it describes. */
    record NewDescriptor(RangeDescriptor descriptor) implements Trigger {
        private static final int TAG = 2;

        /** The next generation, and the leaseholder stays: one that is no replica could neither serve nor be relieved. */
        @Override
        public boolean isAllowed(Metadata at, int proposer) {
            boolean isNext = descriptor.generation() == at.descriptor().generation() + 1;
            return isNext
                    && (at.lease().isEmpty() || descriptor.isOn(at.lease().get().holder()));
        }

        @Override
        public Metadata apply(Metadata at) {
            return new Metadata(descriptor, at.lease());
        }

        @Override
        public long fold(long hash) {
            return Hashes.fold(hash, descriptor.generation());
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG);
            RangeCodec.write(out, descriptor);
        }
    }
}
