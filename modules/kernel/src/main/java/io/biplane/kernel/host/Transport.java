package io.biplane.kernel.host;

import akka.actor.typed.ActorRef;

import io.biplane.kernel.trace.TraceName;

/**
 * A process's hand on the network: messages to named services on other hosts, in order per pair of
 * hosts, at most once.
 *
 * <p>An {@link ActorRef} of another host, received in a message as a {@code replyTo}, may simply be
 * told: the runtime
 * routes it over the same simulated links, with the same faults. It is bound to that incarnation of
 * the process; messages to a
 * dead one are lost. Watching an actor of another host is not supported.
 */
public interface Transport {
    /**
     * Makes {@code target} reachable as {@code service} on this host until the process ends;
     * replaces an earlier one.
     */
    <M> void bind(String service, ActorRef<M> target);

    /** Ends what {@link #bind} began. Later messages to the service are refused. */
    void unbind(String service);

    /**
     * Sends {@code message} to a service; also to this host itself (no network then). Loss is
     * silent.
     */
    void send(String toHost, String service, Object message);

    /**
     * Registers an actor that wants to know when a peer this process spoke with is gone: its
     * process died while its machine
     * stayed up (as TCP resets tell), or a message was refused as there is no such process or
     * service. A silent peer
     * (power loss, partition) is not reported.
     */
    void onPeerLost(ActorRef<PeerLost> listener);

    /**
     * A peer's end of all connections is gone.
     *
     * @param host the peer
     * @param service the refused service, or empty when the whole process died
     */
    @TraceName("transport.peer-lost")
    record PeerLost(String host, String service) {}

    /**
     * A message that knows its size on the wire; others count as {@value #DEFAULT_WIRE_BYTES}
     * bytes.
     */
    interface Sized {
        /** Size in bytes, at least 0. */
        int wireBytes();
    }

    /**
     * Size assumed for a message that does not implement {@link Sized}. Our choice: a small RPC.
     */
    int DEFAULT_WIRE_BYTES = 256;
}
