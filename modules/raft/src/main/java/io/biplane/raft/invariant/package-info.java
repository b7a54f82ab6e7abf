/**
 * Raft's safety properties, watched from outside over all replicas of a group, after every event.
 *
 * <p>Entry type: {@link io.biplane.raft.invariant.GroupInvariants}; give
 * {@code observerFor(replica)} to each {@code RaftCore} of the group and a broken property throws
 * at the step that breaks it. One checker class a property.
 *
 * <p>Cost: a few comparisons an event. Terms along a log never fall, so a log's shape is kept as
 * runs of equal terms, whose number grows with elections and not with entries; payloads are
 * compared within a bounded window of recent indexes.
 *
 * <p>The model believes what observers report. That a write reported durable truly is, is checked
 * when the replica recovers: what was durable must come back, unless {@code forgive} announced a
 * disk fault that may lose it.
 *
 * <p>Left out: the trap recorded in docs/reference/ground-truth.md T4 ("a voter's committed prefix is in the
 * votee's log"), which does not hold. One thread at a time; no time.
 *
 * <p>Sources: Raft figure 3.2 of the dissertation; etcd-io/raft's TLA+ specification;
 * ongardie/raft.tla and its proof.
 *
 * <p>Decisions: docs/decisions/0015.
 */
package io.biplane.raft.invariant;
