/**
 * What the surroundings of a cluster tell: clients, the load balancer, faults.
 *
 * <p>Entry type: {@link io.biplane.testbed.change.TestbedChange}, a record a change. Clients and the balancer make them; the recorder of a
 * run makes one of each fault it sees, which is in the digest already.
 *
 * <p>Invariants: kind and fields are what {@code events.jsonl} shows and, but for faults, the digest folds; they stay when a record or
 * one of its components is renamed. Values are immutable. Runs on the thread that runs the simulation; has no time of its own.
 *
 * <p>Left out: who listens. {@code docs/state-changes.md} lists all. Decision: docs/decisions/0123.
 */
package io.biplane.testbed.change;
