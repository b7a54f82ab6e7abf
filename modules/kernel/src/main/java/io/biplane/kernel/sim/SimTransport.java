package io.biplane.kernel.sim;

import akka.actor.typed.ActorRef;

import io.biplane.kernel.host.Transport;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A process's hand on the simulated network. */
final class SimTransport implements Transport {
    private final SimProcess process;
    private final TreeMap<String, ActorRef<Object>> services = new TreeMap<>();
    private final List<ActorRef<PeerLost>> listeners = new ArrayList<>();

    SimTransport(SimProcess process) {
        this.process = process;
    }

    @Override
    public <M> void bind(String service, ActorRef<M> target) {
        services.put(service, target.unsafeUpcast());
    }

    @Override
    public void unbind(String service) {
        services.remove(service);
    }

    @Override
    public void send(String toHost, String service, Object message) {
        process.send(toHost, service, message);
    }

    @Override
    public void onPeerLost(ActorRef<PeerLost> listener) {
        listeners.add(listener);
    }

    /** Hands a message to a service of this process; false when there is none. */
    boolean deliver(String service, Object message) {
        ActorRef<Object> target = services.get(service);
        if (target == null) {
            return false;
        }
        target.tell(message);
        return true;
    }

    void peerLost(String host, String service) {
        PeerLost lost = new PeerLost(host, service);
        for (ActorRef<PeerLost> listener : List.copyOf(listeners)) {
            listener.tell(lost);
        }
    }
}
