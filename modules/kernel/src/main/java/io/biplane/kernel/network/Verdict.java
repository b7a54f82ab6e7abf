package io.biplane.kernel.network;

/**
 * What a rule says about one packet. Verdicts of several rules add up: any drop drops, delays add.
 */
public sealed interface Verdict {
    /** Nothing special. */
    Verdict PASS = new Pass();

    /** The packet is lost, silently. */
    Verdict DROP = new Drop();

    /**
     * The packet arrives damaged: the receiver's checksum refuses it, unless a corruptor changes
     * the message.
     */
    Verdict CORRUPT = new Corrupt();

    /** Nothing special. */
    record Pass() implements Verdict {}

    /** The packet is lost, silently. */
    record Drop() implements Verdict {}

    /** The packet arrives damaged. */
    record Corrupt() implements Verdict {}

    /**
     * The packet arrives later.
     *
     * @param nanos how much later
     * @param inOrder whether packets behind it on the connection wait for it, as with TCP;
     * otherwise they overtake
     */
    record Delay(long nanos, boolean inOrder) implements Verdict {
        public Delay {
            if (nanos < 0) {
                throw new IllegalArgumentException("delay must not be negative, is " + nanos);
            }
        }
    }

    /** The packet arrives {@code copies} more times, each after another ordinary delay. */
    record Duplicate(int copies) implements Verdict {
        public Duplicate {
            if (copies < 1) {
                throw new IllegalArgumentException("copies must be at least 1, is " + copies);
            }
        }
    }

    /** Arrives later, the connection's later packets behind it. */
    static Verdict delay(long nanos) {
        return new Delay(nanos, true);
    }
}
