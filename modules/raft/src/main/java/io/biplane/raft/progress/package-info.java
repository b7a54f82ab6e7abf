/**
 * What a leader knows about each member, and how much it may send.
 *
 * <p>Entry types: {@link io.biplane.raft.progress.ProgressTracker} over
 * {@link io.biplane.raft.progress.Progress}.
 *
 * <pre>
 *            accepted                        log too short for it
 *   PROBE ─────────────► REPLICATE   PROBE ─────────────────────► SNAPSHOT
 *     ▲    rejected / lost  │          ▲   installed or failed        │
 *     └─────────────────────┘          └──────────────────────────────┘
 * </pre>
 *
 * <p>PROBE sends one message and waits; REPLICATE pipelines up to a window of messages and bytes;
 * SNAPSHOT sends nothing.
 *
 * <p>Invariants: {@code match < next}; members are sorted by id in an array, because groups are
 * small and are walked on every message. Owned by one {@code RaftCore}; time enters as arguments.
 *
 * <p>Sources: dissertation §10.2.1 (batching and pipelining); etcd-io/raft {@code tracker}.
 */
package io.biplane.raft.progress;
