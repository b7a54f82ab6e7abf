package io.biplane.kvserver.store;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.route.KvClient;
import io.biplane.kv.server.KvServerProtocol;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.replica.NodeViews;
import io.biplane.kvserver.replica.ReplicaNode;
import io.biplane.kvserver.replica.ReplicaObserver;
import io.biplane.kvserver.replica.ReplicaSettings;
import io.biplane.storage.engine.Engine;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a store is made from.
 *
 * @param machine what it runs on
 * @param views what it reads of its node
 * @param settings of its replicas
 * @param cluster how the cluster began
 * @param ports whom it talks to
 * @param observer watches all replicas of the simulation
 */
public record StoreSetup(
        Machine machine,
        NodeViews views,
        ReplicaSettings settings,
        Cluster cluster,
        Ports ports,
        ReplicaObserver observer) {
    /** The node, its services and its engine. */
    public record Machine(NodeId self, HostServices services, Engine engine) {}

    /**
     * How the cluster began.
     *
     * @param plan its ranges
     * @param zones where each node stands, for placing replicas
     */
    public record Cluster(BootstrapPlan plan, NavigableMap<NodeId, String> zones) {
        public Cluster {
            zones = Collections.unmodifiableNavigableMap(new TreeMap<>(zones));
        }
    }

    /**
     * Whom it talks to.
     *
     * @param kvServer told which replicas can serve
     * @param client writes addressing records
     * @param liveness raises epochs
     */
    public record Ports(
            ActorRef<KvServerProtocol.Command> kvServer,
            ActorRef<KvClient.Command> client,
            ReplicaNode.LivenessPort liveness) {}

    NodeId self() {
        return machine.self();
    }

    HostServices services() {
        return machine.services();
    }

    Engine engine() {
        return machine.engine();
    }
}
