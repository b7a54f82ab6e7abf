/**
 * Properties of a whole cluster that no single node can see.
 *
 * <p>Entry type: {@link io.biplane.testbed.invariant.TenantIsolation}: no replica is ever asked, on behalf of an application
 * virtual cluster, for a key outside its span, and no answer brings such a key to one of its actors.
 *
 * <p>Leaves out: properties of Raft and leases, which module kv watches.
 *
 * <p>Invariants: a checker changes nothing it sees; it knows the spans itself and asks nobody who is being checked.
 *
 * <p>Thread and time: called by the simulation's trace, while events happen.
 *
 * <p>Sources: docs/architecture.md (the wall); docs/reference/virtual-clusters.md §1.
 */
package io.biplane.testbed.invariant;
