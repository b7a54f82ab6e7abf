/**
 * What the SQL servers of virtual clusters tell the trace: servers, sessions, caches, flows, versions, settings, drains.
 *
 * <p>Entry type: {@link io.biplane.sqlserver.change.SqlServerChange}, a record a change. Servers, sessions and the statements of the
 * control plane make them; observers look at the type. Some name the same kind as a record of another layer, since {@code
 * events.jsonl} shows both as one.
 *
 * <p>Invariants: kind and fields are what {@code events.jsonl} shows and the digest folds; they stay when a record or one of its
 * components is renamed. Values are immutable. Runs on the thread that runs the simulation; has no time of its own.
 *
 * <p>Left out: who listens. {@code docs/state-changes.md} lists all. Decision: docs/decisions/0123.
 */
package io.biplane.sqlserver.change;
