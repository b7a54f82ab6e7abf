/**
 * The durable half of a replica: its Raft log and hard state, as a small event-sourced actor beside it.
 *
 * <p>Entry type: {@link io.biplane.kvserver.log.LogActor}. The replica itself is not event-sourced, because such an actor handles
 * nothing, not even heartbeats, while it persists (docs/reference/storage.md §5). The replica keeps one write outstanding and folds
 * everything that arrives meanwhile into the next one; a write is one event, {@link io.biplane.kvserver.log.LogEvent.LogWritten}, so
 * term, vote and entries become durable together and cutting off a conflicting suffix is no deletion.
 *
 * <p>Invariants: only the replica talks to the actor; every command persists (Akka issue 29933: commands without events
 * waiting in the stash overflow the stack); at most one command is outstanding; the state is a function of the events; a
 * snapshot is a copy. A failed write stops the actor, which fails the replica, which takes the node down: after a failed sync
 * nobody knows what the disk holds.
 *
 * <p>{@link io.biplane.kvserver.log.LogEraser} deletes the journal and snapshots of a replica that has left its range; the name and the
 * highest sequence number stay, as journals promise.
 *
 * <p>Left out: choosing what to write, compact ({@code kvserver.replica}) or erase ({@code kvserver.store}).
 *
 * <p>Runs on the node's actor thread; virtual time passes only while the journal syncs.
 *
 * <p>Sources: docs/reference/storage.md §5.3 and §5.4; dissertation §3.8 (what must be persistent).
 */
package io.biplane.kvserver.log;
