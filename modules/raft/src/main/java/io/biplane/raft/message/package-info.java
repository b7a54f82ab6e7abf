/**
 * What replicas of one group say to each other. Entry type:
 * {@link io.biplane.raft.message.RaftMessage}, a sealed family with one record a kind. The group's
 * identity is not in it; the shell's envelope carries that.
 *
 * <p>Invariants: immutable; {@code term} is the sender's term, except in a pre-vote, where it is
 * the term asked about.
 *
 * <p>No state, no time, except that a heartbeat carries its leader's instant to be echoed, for
 * lease reads.
 *
 * <p>Sources: dissertation §3 (votes, appends), §3.10 (timeout now), §5 (snapshots), §6.4 (reads),
 * §9.6 (pre-vote); CockroachDB's public design of leader fortification.
 */
package io.biplane.raft.message;
