/**
 * Leader leases over membership changes, with the two cores alone: {@code RaftCore} on {@code
 * SupportCore}, without actors, disks or leases above them.
 *
 * <p>Entry types: {@code LeaseStorm}, one run from a seed, and {@code LeaseStormTest}. It lives here
 * because the Raft module is pure and knows no store liveness; the key-value layer sees both.
 *
 * <p>Invariants, looked at after each event: while a leader holds support, nobody leads in a later
 * term; Raft's own. One thread; virtual time; one clock for all.
 *
 * <p>Left out: clocks that differ (a lease ends one maximal offset before its support, decision
 * 0048) and loss of what was synced; the simulations of packages {@code replica} and {@code edge}
 * have those.
 */
package io.biplane.kvserver.support;
