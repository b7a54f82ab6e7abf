/**
 * The key-value layer of one node put together.
 *
 * <p>Entry type: {@link io.biplane.kvserver.node.KvNode}, which spawns the actors and returns {@link io.biplane.kvserver.node.KvNodeRefs};
 * {@link io.biplane.kvserver.node.KvNodeConfig} is what it needs.
 *
 * <pre>
 *   kv-server ◄── kv-client ◄── liveness        store-liveness
 *      │                            │ views (no messages) │
 *      └──► range-N ◄── store ◄─────┴─────────────────────┘
 * </pre>
 *
 * <p>Left out: virtual clusters, SQL, drains as a whole (cluster). Invariants: views are made here and nowhere else, one set a
 * process; a failure of the store or of a liveness actor reaches the caller as a signal. Runs on the node's actor thread.
 *
 * <p>Source: docs/architecture.md, the actor tree of a node.
 */
package io.biplane.kvserver.node;
