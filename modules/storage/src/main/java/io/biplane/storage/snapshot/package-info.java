/**
 * Akka Persistence's snapshot store, on a simulated disk or in Chronicle Map files.
 *
 * <p>Entry type: {@link io.biplane.storage.snapshot.BiplaneSnapshotStore}, put into a node's configuration by {@link
 * io.biplane.storage.journal.PersistencePlugins}.
 *
 * <p>Left out: metadata of replicated event sourcing; incremental snapshots.
 *
 * <p>Invariants: a snapshot that can be loaded was saved whole; loading never gives an object that somebody else holds; saving
 * in place of another loses neither when the process is killed on the way.
 *
 * <p>Thread and time: the plugin actor's thread, loads also on others of its dispatcher. Time passes only on the disk.
 *
 * <p>Sources: Akka 2.8 reference, "Building a storage backend for Akka Persistence".
 *
 * <p>Decisions: docs/decisions/0022.
 */
package io.biplane.storage.snapshot;
