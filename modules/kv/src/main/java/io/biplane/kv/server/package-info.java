/**
 * What a client of the key-value layer knows of the server: how it is spoken to, and what rights tenants have there.
 *
 * <p>Entry types: {@link io.biplane.kv.server.KvServerProtocol} (the messages), {@link
 * io.biplane.kv.server.TenantDirectory} (service mode and capabilities of each tenant), {@link
 * io.biplane.kv.server.TenantTraffic} (what passed and what was refused).
 *
 * <p>Leaves out: the server itself, which judges batches and hands them to replicas ({@code kvserver.wall}). Nothing in this
 * module can reach it but through the protocol: that is the wall between the planes.
 *
 * <p>Invariants: all types are immutable.
 *
 * <p>Thread and time: values; no time of their own.
 *
 * <p>Source: docs/reference/virtual-clusters.md §1, §4 (service modes, capabilities).
 */
package io.biplane.kv.server;
