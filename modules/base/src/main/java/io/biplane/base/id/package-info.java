/**
 * Who and what is spoken of: nodes, ranges, virtual clusters (tenants), and the version of a cluster.
 *
 * <p>Entry types: {@link io.biplane.base.id.NodeId}, {@link io.biplane.base.id.RangeId}, {@link
 * io.biplane.base.id.TenantId}, {@link io.biplane.base.id.ClusterVersion}. Typed, so that no two numbers are
 * mistaken for each other; comparable, so that maps of them have an order.
 *
 * <p>Leaves out: descriptors, which say where a range lies ({@code kv.api}); which versions there are ({@code
 * settings.version}).
 *
 * <p>Invariants: ids are positive; all types are immutable.
 *
 * <p>Thread and time: plain values, any thread, no time of their own.
 *
 * <p>Source: CockroachDB's {@code roachpb.NodeID}, {@code RangeID}, {@code TenantID}, {@code Version}.
 */
package io.biplane.base.id;
