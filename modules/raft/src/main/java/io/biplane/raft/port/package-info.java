/**
 * What the shell and the core hand each other.
 *
 * <p>Outputs: {@link io.biplane.raft.port.Ready} (carry out at once) and
 * {@link io.biplane.raft.port.LogWrite} (make durable, then report). Inputs:
 * {@link io.biplane.raft.port.RecoveredState}. Ports: {@link io.biplane.raft.port.LeaderSupport}
 * (store liveness) and {@link io.biplane.raft.port.RaftObserver} (watched by the invariants).
 *
 * <p>Invariants: a message that is only true once something is durable appears in a {@code Ready}
 * only after the write that makes it durable was reported. Values are immutable; lists are handed
 * over, not copied, because they are made for the receiver.
 *
 * <p>Sources: etcd-io/raft {@code Ready} and its asynchronous storage writes.
 *
 * <p>Decisions: docs/decisions/0011, docs/decisions/0013.
 */
package io.biplane.raft.port;
