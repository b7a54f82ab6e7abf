package io.biplane.kernel.cpu;

/**
 * CPU work, in nanoseconds at a machine's nominal speed, that the kernel itself charges. Work of
 * the modelled system is
 * charged by its own code.
 *
 * @param taskNanos every task (an actor handling one message). Akka on one core does 3–8 million
 * messages a second
 *     (docs/reference/peers.md), so 150 ns is realistic; 0 keeps the fast path
 * @param packetNanos every packet sent: a small RPC costs a system call, framing and copying, about
 * 5 µs a side
 * @param byteNanosPerThousand work per 1,000 bytes sent: copying and checksums at about 2 GB/s cost
 * 500 ns a kB
 */
public record CostModel(long taskNanos, long packetNanos, long byteNanosPerThousand) {
    public CostModel {
        if (taskNanos < 0 || packetNanos < 0 || byteNanosPerThousand < 0) {
            throw new IllegalArgumentException("costs must not be negative");
        }
    }

    /**
     * The kernel's own work is free; only what code charges counts. The default, and the fast path.
     */
    public static CostModel free() {
        return new CostModel(0, 0, 0);
    }

    /** Costs of an ordinary server, see the parameters. */
    public static CostModel typical() {
        return new CostModel(150, 5_000, 500);
    }

    /** Work of sending one packet. */
    public long sendNanos(int bytes) {
        return packetNanos + bytes * byteNanosPerThousand / 1_000;
    }
}
