/**
 * The outside of the cluster: SQL clients and the load balancer they reach it through.
 *
 * <p>Entry types: {@link io.biplane.testbed.client.SqlClient}, one connection and its stream of operations, and
 * {@link io.biplane.testbed.client.LoadBalancer}, which picks nodes by their health. Both are plain actors on hosts of their own; to the
 * simulated network they are machines like any other.
 *
 * <p>A client counts latency from the moment an operation was due. It goes on after a lost connection by making a new one through the
 * load balancer. What certainly did not run (refused connection, session closed before the statement began) it sends again, and
 * only the latency shows it; what may have run is reported as unknown and not sent again, and the client's history goes on under
 * a new process number.
 *
 * <p>The load balancer follows HAProxy's health checks ({@code inter}, {@code fall}, {@code rise}) against {@code /health?ready=1} as CockroachDB's
 * documentation sets them up. Left out: the balancer's own capacity; established connections do not pass through its host (direct
 * server return), so it adds no latency to statements.
 *
 * <p>Decisions: docs/decisions/0071, docs/decisions/0072.
 */
package io.biplane.testbed.client;
