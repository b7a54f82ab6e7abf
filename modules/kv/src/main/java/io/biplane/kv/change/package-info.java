/**
 * What the client's side of the key-value layer tells the trace.
 *
 * <p>Entry type: {@link io.biplane.kv.change.KvChange}, a record a change. Routing and the clock's
 * doors make them; observers look at the type.
 *
 * <p>Invariants: kind and fields are what {@code events.jsonl} shows and the digest folds; they stay
 * when a record or one of its components is renamed. Values are immutable; texts are made when they
 * are asked for. Runs on the thread that runs the simulation; has no time of its own.
 *
 * <p>Left out: who listens, and what the ranges' side tells ({@code io.biplane.kvserver.change}).
 * {@code docs/state-changes.md} lists all. Decision: docs/decisions/0123.
 */
package io.biplane.kv.change;
