/**
 * The wall between the planes: what takes batches from anyone on a node and decides whether they
 * may pass.
 *
 * <p>Entry types: {@link io.biplane.kvserver.wall.KvServer} (actor, service {@code kv}) and
 * {@link io.biplane.kvserver.wall.TenantAuthorizer} (pure).
 *
 * <pre>
 *   KvClient --Route--&gt; KvServer --execute--&gt; replica on this node --BatchAnswer--&gt; client
 *                          |
 *                          +--Forwarded--&gt; peer's KvServer --execute--&gt; replica there
 *                                                                       --BatchAnswer--&gt; client
 * </pre>
 *
 * <p>A tenant server holds one reference towards storage, its {@code KvClient}, and that one leads
 * here. A batch passes when all its keys lie in its tenant's span, the tenant's service runs, and
 * its capabilities cover it. It is judged on the sender's node and again on the one that serves it,
 * each by its own view of the tenants.
 *
 * <p>Invariants: no batch reaches a replica unjudged; each batch gets at most one answer; the
 * refused are counted.
 *
 * <p>Left out: rate limits and admission control; who decides service modes and capabilities (the
 * cluster sets {@link io.biplane.kv.server.TenantDirectory} in a {@code NodeView}).
 *
 * <p>Sources: docs/reference/virtual-clusters.md §1, §4, §7 (texts, capability table); CockroachDB
 * {@code rpc/auth_tenant.go}, {@code tenantcapabilitiesauthorizer}.
 */
package io.biplane.kvserver.wall;
