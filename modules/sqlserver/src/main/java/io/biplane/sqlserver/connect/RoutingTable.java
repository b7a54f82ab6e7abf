package io.biplane.sqlserver.connect;

import akka.actor.typed.ActorRef;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which SQL server on this node a name leads to. Immutable.
 *
 * @param servers by name of the virtual cluster; only those that take connections
 * @param defaultTarget where connections without a name go
 * @param isDraining whether the node drains: then nobody waits for a server, none will come
 */
public record RoutingTable(
        SortedMap<String, ActorRef<ConnectProtocol.Connect>> servers,
        String defaultTarget,
        boolean isDraining) {
    /** Before anything is known. */
    public static final RoutingTable EMPTY = new RoutingTable(new TreeMap<>(), "system", false);

    public RoutingTable {
        servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
    }

    /** What becomes of a connection. */
    public sealed interface Route {}

    /** It goes to the server. */
    public record To(ActorRef<ConnectProtocol.Connect> server) implements Route {}

    /** It waits for the default target to be served. */
    public record Wait(String name) implements Route {}

    /** Nobody serves it here. */
    public record Nowhere(String name) implements Route {}

    /** Decides about a name; an empty one means the default target. Source: docs/reference/virtual-clusters.md §8. */
    public Route route(String requested) {
        String name = requested.isEmpty() ? defaultTarget : requested;
        ActorRef<ConnectProtocol.Connect> server = servers.get(name);
        if (server != null) {
            return new To(server);
        }
        return name.equals(defaultTarget) && !isDraining ? new Wait(name) : new Nowhere(name);
    }

    public RoutingTable with(String name, ActorRef<ConnectProtocol.Connect> server) {
        TreeMap<String, ActorRef<ConnectProtocol.Connect>> next = new TreeMap<>(servers);
        next.put(name, server);
        return new RoutingTable(next, defaultTarget, isDraining);
    }

    public RoutingTable without(String name) {
        TreeMap<String, ActorRef<ConnectProtocol.Connect>> next = new TreeMap<>(servers);
        next.remove(name);
        return new RoutingTable(next, defaultTarget, isDraining);
    }

    public RoutingTable withDefault(String name) {
        return new RoutingTable(servers, name, isDraining);
    }

    public RoutingTable draining() {
        return new RoutingTable(servers, defaultTarget, true);
    }

    public boolean serves(String name) {
        return servers.containsKey(name.isEmpty() ? defaultTarget : name);
    }
}
