package io.biplane.kv.clock;

import io.biplane.base.key.Timestamp;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kv.change.KvChange;
import io.biplane.settings.kv.ClockText;

import java.util.function.Consumer;

/**
 * A place where other nodes' timestamps come in. What is too far ahead is not let in: each refusal
 * is counted and put into the trace ({@code clock.refused}), and the message that carried it must
 * have no effect.
 */
public final class ClockDoor {
    private final HybridClock clock;
    private final Consumer<StateChange> trace;
    private final String name;
    private long refusedCount;

    /**
     * A door of a node.
     *
     * @param trace takes refusals
     * @param name what comes in here, such as {@code gossip}
     */
    public ClockDoor(HybridClock clock, Consumer<StateChange> trace, String name) {
        this.clock = clock;
        this.trace = trace;
        this.name = name;
    }

    /**
     * Lets a timestamp in, or not.
     *
     * @param from who sent it, such as {@code n2}; empty when that is not known
     */
    public boolean admits(Timestamp received, String from) {
        long aheadNanos = clock.aheadNanos(received);
        if (clock.update(received)) {
            return true;
        }
        refusedCount++;
        trace.accept(new KvChange.TimestampRefused(name, from, aheadNanos, refusedCount));
        return false;
    }

    /** Timestamps refused so far. */
    public long refusedCount() {
        return refusedCount;
    }

    /** What the sender of a refused timestamp is told. The text is the modelled system's. */
    public String refusal(Timestamp received) {
        return "remote wall time is too far ahead ("
                + ClockText.duration(clock.aheadNanos(received)) + ") to be trustworthy";
    }
}
