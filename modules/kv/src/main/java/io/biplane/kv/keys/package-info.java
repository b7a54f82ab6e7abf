/**
 * The layout of the keyspace: which bytes belong to range addressing, to the system and to each
 * virtual cluster.
 *
 * <p>Entry types: {@link io.biplane.kv.keys.Keyspace} (the spans), {@link
 * io.biplane.kv.keys.TenantKeys} (a virtual cluster's prefix and span), {@link
 * io.biplane.kv.keys.MetaKeys} (range addressing records), {@link io.biplane.kv.keys.KeyPrinter}.
 *
 * <pre>
 *   ""   .. \x04       /Meta        meta range: \x02 + end key of a range -&gt; its descriptor
 *   \x04\x00liveness-  /System/NodeLiveness, a range of its own
 *   \x04..  .. \x88    /System      other system-local keys
 *   \x88 .. \xfe       /Table/..    tables of the system virtual cluster, no prefix
 *   \xfe ..            /Tenant/N    virtual cluster N: \xfe + order-preserving number
 * </pre>
 *
 * <p>One level of addressing is enough here: the modelled system's second level exists for millions
 * of ranges. The one meta range's own location is known to every node from bootstrap and refreshed
 * by answers.
 *
 * <p>Invariants: a tenant's span contains all keys with its prefix and no other tenant's; encoded
 * numbers sort as numbers. Pure functions, no state.
 *
 * <p>Sources: CockroachDB {@code keys/doc.go}, {@code util/encoding} (EncodeUvarintAscending,
 * EncodeVarintAscending); docs/reference/virtual-clusters.md §1.
 */
package io.biplane.kv.keys;
