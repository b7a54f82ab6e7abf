/**
 * What a node as a whole tells the trace: it is up, it ends itself, it drains.
 *
 * <p>Entry type: {@link io.biplane.node.change.NodeChange}, a record a change. The supervisor makes them; observers look at the type.
 * Some name the same kind as a record of the SQL servers, since {@code events.jsonl} shows both as one.
 *
 * <p>Invariants: kind and fields are what {@code events.jsonl} shows and the digest folds; they stay when a record or one of its
 * components is renamed. Values are immutable. Runs on the thread that runs the simulation; has no time of its own.
 *
 * <p>Left out: who listens. {@code docs/state-changes.md} lists all. Decision: docs/decisions/0123.
 */
package io.biplane.node.change;
