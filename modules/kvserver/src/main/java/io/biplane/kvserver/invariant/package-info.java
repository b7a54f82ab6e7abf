/**
 * Properties of the key-value layer that no single node can see, checked in every simulated run as it goes.
 *
 * <p>Entry type: {@link io.biplane.kvserver.invariant.SimulationInvariants}, one a simulation, given to all nodes as their
 * {@link io.biplane.kvserver.replica.ReplicaObserver}. It is called directly by the replicas, sends no messages, changes nothing and
 * costs some hundred nanoseconds a command.
 *
 * <p>Checked: Raft's safety properties of every group ({@code io.biplane.raft.invariant}); applied state is equal at equal index
 * (incremental digests); commands take effect only under the lease in force; lease sequences that serve never go back, no lease
 * is served under by two processes, a new one starts above all that was served before, and when it is first applied anywhere, and
 * when it first serves, no other replica would; whoever serves has applied all that was acknowledged. A violation is an {@code InvariantViolation} and ends the run.
 *
 * <p>Left out: linearizability of client histories (checker); tenant isolation (server tests).
 *
 * <p>Not deterministic-relevant: nothing here is read by the nodes. One thread, the simulation's.
 *
 * <p>Sources: docs/reference/ground-truth.md T4; CockroachDB's consistency checker for the digests.
 */
package io.biplane.kvserver.invariant;
