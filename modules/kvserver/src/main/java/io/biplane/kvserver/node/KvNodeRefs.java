package io.biplane.kvserver.node;

import akka.actor.typed.ActorRef;

import io.biplane.kv.config.NodeView;
import io.biplane.kv.route.KvClient;
import io.biplane.kv.server.KvServerProtocol;
import io.biplane.kv.server.TenantDirectory;
import io.biplane.kvserver.liveness.NodeLiveness;
import io.biplane.kvserver.replica.NodeViews;
import io.biplane.kvserver.store.Store;

/**
 * A node's key-value layer as the rest of the node sees it.
 *
 * @param store its replicas: drains, transfers, status
 * @param liveness its node liveness: draining flag, membership
 * @param kvServer the wall; what a tenant server may hold is a client that speaks to it, not this
 * @param systemClient a client of the system virtual cluster, for the control plane's own rows
 * @param views clock, active version, liveness and support; the cluster sets the version, others read
 * @param tenants what the wall knows of the virtual clusters; the cluster sets it
 */
public record KvNodeRefs(
        ActorRef<Store.Command> store,
        ActorRef<NodeLiveness.Command> liveness,
        ActorRef<KvServerProtocol.Command> kvServer,
        ActorRef<KvClient.Command> systemClient,
        NodeViews views,
        NodeView<TenantDirectory> tenants) {}
