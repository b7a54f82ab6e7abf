package io.biplane.kernel.network;

/**
 * A packet as rules see it, at the instant it is sent.
 *
 * @param from sending host
 * @param to receiving host
 * @param service service it is meant for; empty when it goes to an actor reference
 * @param message the message itself; rules may look, not touch
 * @param bytes size on the wire
 * @param atNanos virtual instant of sending
 */
public record PacketView(
        String from, String to, String service, Object message, int bytes, long atNanos) {}
