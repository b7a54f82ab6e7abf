/**
 * What the ranges' side of the key-value layer tells the trace: leases, leaders, replicas, liveness, clocks.
 *
 * <p>Entry type: {@link io.biplane.kvserver.change.KvServerChange}, a record a change; {@link
 * io.biplane.kvserver.change.NodeState} is the word for a node's state. Replicas, liveness and the node's clock make them; observers
 * look at the type.
 *
 * <p>Invariants: kind and fields are what {@code events.jsonl} shows and the digest folds; they stay when a record or one of its
 * components is renamed. Values are immutable; texts are made when they are asked for. Runs on the thread that runs the
 * simulation; has no time of its own.
 *
 * <p>Left out: who listens. {@code docs/state-changes.md} lists all. Decision: docs/decisions/0123.
 */
package io.biplane.kvserver.change;
