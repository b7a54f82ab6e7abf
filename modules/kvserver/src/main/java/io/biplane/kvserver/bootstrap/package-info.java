/**
 * How a new cluster's ranges come into being: a plan, worked out once and the same on every node, of which ranges exist,
 * where their replicas live and what rows they begin with.
 *
 * <p>Entry type: {@link io.biplane.kvserver.bootstrap.BootstrapPlan}. A node that boots on an empty disk writes the replicas the
 * plan gives it into its engine, syncs, and only then starts them; a disk that carries the bootstrap marker is left alone, so
 * that a replica which has moved away never comes back. All replicas of a range are given the same state at Raft index
 * {@link io.biplane.kvserver.bootstrap.BootstrapPlan#INITIAL_INDEX}, as the modelled system does (CockroachDB
 * {@code pkg/kv/kvserver/stateloader/initial.go}: index 10, term 5), so a replica that joins later starts at index 0 and always
 * needs a snapshot.
 *
 * <p>Left out: the modelled system starts with one range on one node and splits and up-replicates from there. We start
 * where it ends, because a scenario's first seconds are not about that.
 *
 * <p>Invariants: the seeds cover the keyspace without gap or overlap; each has distinct nodes; the plan is a pure function
 * of its inputs. Pure data: no thread, no time.
 *
 * <p>Decisions: docs/decisions/0040.
 */
package io.biplane.kvserver.bootstrap;
