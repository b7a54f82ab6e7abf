package io.biplane.kernel.network;

/**
 * A network fault: a function from packet to verdict, asked once a packet as it is sent. Keeps no
 * clock of its own.
 */
@FunctionalInterface
public interface Rule {
    /** Decides about one packet. */
    Verdict decide(PacketView packet);
}
