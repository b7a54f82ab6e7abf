package io.biplane.kernel.trace;

/**
 * One thing that happened in a run, in the order it happened. All instants are virtual nanoseconds
 * since the start.
 */
public sealed interface TraceEvent {
    /** Virtual instant in nanoseconds. */
    long atNanos();

    /** Host concerned; empty when it is none in particular. */
    String host();

    /** An actor takes a message out of its mailbox. */
    record Delivery(long atNanos, String host, String actor, Object message)
            implements TraceEvent {}

    /** A timer of a host's process fires. */
    record TimerFired(long atNanos, String host) implements TraceEvent {}

    /**
     * The network decided about a packet as it was sent.
     *
     * @param host sender
     * @param verdict {@code pass}, {@code drop}, …, with the rule's name if a rule decided
     * @param arrivesAtNanos when it reaches the other host; {@link #NEVER} for one that is lost
     */
    record PacketVerdict(
            long atNanos,
            String host,
            String to,
            Object message,
            String verdict,
            long arrivesAtNanos)
            implements TraceEvent {
        /** Instant of what does not happen. */
        public static final long NEVER = -1;

        /** Whether the packet reaches the other host, if that is still up by then. */
        public boolean arrives() {
            return arrivesAtNanos != NEVER;
        }
    }

    /**
     * Someone did something to a machine, a disk or the network: killed, powered off, partitioned …
     */
    record Fault(long atNanos, String host, String kind, String detail) implements TraceEvent {}

    /** A change of modelled state, as actors or the kernel reported it. */
    record StateChanged(long atNanos, String host, StateChange change) implements TraceEvent {}

    /** Input from outside the simulation, at the virtual instant it was let in. */
    record OutsideInput(long atNanos, String host, String channel, String input)
            implements TraceEvent {}
}
