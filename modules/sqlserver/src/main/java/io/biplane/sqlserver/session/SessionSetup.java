package io.biplane.sqlserver.session;

import akka.actor.typed.ActorRef;

import io.biplane.sql.session.TenantSql;
import io.biplane.sqlserver.control.CoordinatorClient;
import io.biplane.sqlserver.control.ServerView;
import io.biplane.sqlserver.cost.SqlCostModel;
import io.biplane.sqlserver.flow.FlowGateway;
import io.biplane.sqlserver.transaction.KvPort;

/**
 * What all sessions of a tenant server share.
 *
 * @param sql the server's catalog and plan caches
 * @param kv way to the ranges
 * @param flows way to the virtual cluster's other SQL servers
 * @param coordinator way to the node's control plane
 * @param server what the server knows
 * @param costs CPU time of work
 */
public record SessionSetup(
        TenantSql sql,
        KvPort.Setup kv,
        FlowGateway.Setup flows,
        ActorRef<CoordinatorClient.Question> coordinator,
        ServerView server,
        SqlCostModel costs) {}
