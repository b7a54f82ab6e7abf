/**
 * Applying committed commands to a replica's rows: the state machine that Raft replicates.
 *
 * <p>Entry type: {@link io.biplane.kvserver.apply.RangeMachine}. A committed entry takes effect only if it was proposed under the
 * lease that is in force at that point of the log and its lease index is above all that took effect under it; otherwise it is
 * skipped, on every replica alike. Descriptor, lease and applied state are written in the same engine batch as the rows, so a
 * restart, or a power loss that takes the engine back, finds them in step, and the entries behind are applied again with the
 * same outcome.
 *
 * <p>Invariants: application depends on nothing but the state and the entries (no clock, no node id, no view); the applied
 * index grows by one an entry; the leaseholder is a replica of the range; the lease index never falls; the lease sequence grows by one with each new lease.
 *
 * <p>Left out: who proposed and who waits ({@code kvserver.replica}). Runs on the node's actor thread; knows no time.
 *
 * <p>Sources: CockroachDB {@code pkg/kv/kvserver/kvserverbase/forced_error.go} (the same checks in the same order).
 */
package io.biplane.kvserver.apply;
