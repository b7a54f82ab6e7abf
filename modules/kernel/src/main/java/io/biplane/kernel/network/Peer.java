package io.biplane.kernel.network;

import akka.actor.ActorRef;

import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.loop.LoopProcess;

import java.util.Arrays;

/**
 * A process as the network sees it: where it is plugged in, whom it spoke with, and how it takes
 * what arrives.
 */
public abstract class Peer extends LoopProcess {
    private final Endpoint endpoint;
    /**
     * By endpoint index: the incarnation there that this process has a connection with; null when
     * there is none.
     */
    private Peer[] contacts = new Peer[8];

    protected Peer(EventLoop loop, Endpoint endpoint) {
        super(loop, endpoint.name());
        this.endpoint = endpoint;
    }

    /** The machine's plug. */
    public final Endpoint endpoint() {
        return endpoint;
    }

    /** A message for a service arrives; false when there is no such service. */
    protected abstract boolean receive(String service, Object message);

    /** A message for an actor of this very process arrives. */
    protected abstract void receive(ActorRef receiver, Object message, ActorRef sender);

    /** A peer's end of the connection is gone, or it refused a message for a service. */
    protected abstract void peerLost(String host, String service);

    final void connect(Peer other) {
        int index = other.endpoint.index();
        if (index >= contacts.length) {
            contacts = Arrays.copyOf(contacts, Math.max(index + 1, 2 * contacts.length));
        }
        contacts[index] = other;
    }

    final boolean isConnectedTo(Peer other) {
        int index = other.endpoint.index();
        return index < contacts.length && contacts[index] == other;
    }

    final void disconnect(Peer other) {
        if (isConnectedTo(other)) {
            contacts[other.endpoint.index()] = null;
        }
    }

    /**
     * All connections of this process, by endpoint index; entries may be null. They are forgotten
     * by this call.
     */
    final Peer[] takeContacts() {
        Peer[] taken = contacts;
        contacts = new Peer[0];
        return taken;
    }
}
