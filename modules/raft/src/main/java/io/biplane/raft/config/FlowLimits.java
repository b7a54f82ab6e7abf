package io.biplane.raft.config;

/**
 * Bounds on what is under way.
 *
 * @param messageBytesMax entries in one append stop after this many bytes (at least one entry
 *     travels)
 * @param inflightMessagesMax appends on their way to one follower
 * @param inflightBytesMax bytes on their way to one follower
 * @param uncommittedBytesMax proposals are refused while more than this is appended and not
 *     committed
 * @param applyBytesMax committed entries handed out at once stop after this many bytes
 */
public record FlowLimits(
        long messageBytesMax,
        int inflightMessagesMax,
        long inflightBytesMax,
        long uncommittedBytesMax,
        long applyBytesMax) {
    /**
     * CockroachDB's {@code RaftConfig}: 32 KiB a message, 128 messages in flight, 32 MiB in flight,
     * 64 KiB-scaled apply batches; its uncommitted limit is 16 MiB (pkg/base/config.go).
     */
    public static final FlowLimits DEFAULT =
            new FlowLimits(32 << 10, 128, 32 << 20, 16 << 20, 1 << 20);

    public FlowLimits {
        if (messageBytesMax < 1
                || inflightMessagesMax < 1
                || inflightBytesMax < 1
                || uncommittedBytesMax < 1
                || applyBytesMax < 1) {
            throw new IllegalArgumentException("all flow limits must be positive");
        }
    }
}
