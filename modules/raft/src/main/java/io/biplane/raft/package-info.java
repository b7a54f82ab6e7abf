/**
 * The Raft consensus algorithm as a pure state machine: no threads, no clock, no randomness, no
 * input or output of its own.
 *
 * <p>Entry type: {@link io.biplane.raft.core.RaftCore}. This package holds only the values that all
 * others speak of: {@link io.biplane.raft.ReplicaId}, {@link io.biplane.raft.Payload},
 * {@link io.biplane.raft.HardState}.
 *
 * <p>Packages in reading order: {@code quorum} (majorities), {@code membership} (who belongs),
 * {@code log}, {@code message}, {@code progress} (flow control), {@code core} (the state machine),
 * {@code invariant} (safety properties watched from outside), {@code truth} (published curves
 * reproduced with the shipped core). Dependencies run in that direction only.
 *
 * <p>Thread and time: one caller at a time; instants are virtual nanoseconds passed in on each call
 * that needs them.
 *
 * <p>Sources: D. Ongaro, "Consensus: Bridging Theory and Practice" (2014), cited below as
 * "dissertation" with a section; the inputs and outputs are shaped after etcd-io/raft; leader
 * fortification after CockroachDB's public design.
 *
 * <p>Left out on purpose: forwarding of proposals (the shell knows better where the lease is), byte
 * formats (the shell's).
 */
package io.biplane.raft;
