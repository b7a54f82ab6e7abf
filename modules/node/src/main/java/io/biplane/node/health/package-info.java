/**
 * A node's health endpoint: what a load balancer asks before it sends connections here.
 *
 * <p>Entry types: {@link io.biplane.node.health.Health}, the protocol, and {@link
 * io.biplane.node.health.HealthActor}, which speaks it.
 *
 * <p>Leaves out: HTTP, which an outer module adds; a load balancer's own rules.
 *
 * <p>Invariants: once a drain has begun no readiness check succeeds until the process is started anew; a check never waits.
 *
 * <p>Thread and time: an actor of the node; no time of its own.
 *
 * <p>Sources: docs/reference/operations.md §2 (phase 1), docs/reference/virtual-clusters.md §8 (which virtual cluster is meant).
 */
package io.biplane.node.health;
