/**
 * Akka Persistence's journal, on a simulated disk or in Chronicle Map files.
 *
 * <p>Entry types: {@link io.biplane.storage.journal.PersistencePlugins} gives a node's configuration, {@link
 * io.biplane.storage.journal.LogStore} is the layer under the plugin for code that wants no actor. The plugin itself is {@link
 * io.biplane.storage.journal.BiplaneJournal}.
 *
 * <p>Left out: tags, queries, replicated event sourcing, timestamps of events.
 *
 * <p>Invariants: an atomic write is stored whole or not at all, whenever the process is killed; what was acknowledged is
 * replayed unless deleted; the highest sequence number survives deletion of everything and restarts; appending and deleting
 * a prefix cost the same whatever the log's length; plugin instances of different nodes share nothing.
 *
 * <p>Thread and time: writes come on the plugin actor's thread, replays on any thread of its dispatcher (in the simulated
 * runtime there is one), hence the locks in the stores. Time passes only on the disk, whose sync a write waits for.
 *
 * <p>Sources: Akka 2.8 reference, "Building a storage backend for Akka Persistence", and the journal and snapshot
 * contracts as its compatibility kit tests them; docs/decisions/0022 and 0023.
 *
 * <p>Decisions: docs/decisions/0022, docs/decisions/0023.
 */
package io.biplane.storage.journal;
