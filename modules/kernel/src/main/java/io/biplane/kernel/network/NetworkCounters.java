package io.biplane.kernel.network;

/** What the network has done so far. */
public final class NetworkCounters {
    private long sentPackets;
    private long sentBytes;
    private long droppedPackets;
    private long refusedPackets;

    NetworkCounters() {}

    void sent(int bytes) {
        sentPackets++;
        sentBytes += bytes;
    }

    void dropped() {
        droppedPackets++;
    }

    void refused() {
        refusedPackets++;
    }

    /** Packets sent, dropped ones included. */
    public long sentPackets() {
        return sentPackets;
    }

    /** Bytes sent, dropped packets included. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Packets lost to rules or links. */
    public long droppedPackets() {
        return droppedPackets;
    }

    /** Packets that found no process or service. */
    public long refusedPackets() {
        return refusedPackets;
    }
}
