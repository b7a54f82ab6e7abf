/**
 * A node's watch over its own clock: how far it is from the peers' clocks, and from when on a new
 * process may use it.
 *
 * <p>Entry type: {@link io.biplane.kvserver.clock.NodeClock}, one actor a process, spawned before the
 * rest of the key-value layer. Each second it pings each peer. A peer's clock is where the least
 * uncertain of the last ten pings puts it; the uncertainty is half the round trip. When not more
 * than half of the peers that were measured and answer are within 80 % of the max offset, the
 * process has to end: whoever is right, this node is the odd one out as far as it can tell.
 *
 * <p>In a cluster of three, one bad clock leaves each good node with one good peer of two, which is
 * not more than half: the bad clock may take the good ones along, whoever looks first.
 *
 * <p>What a ping measured is kept against the machine's monotonic clock, so that a step of this
 * machine's own clock counts at the next look, not when ten pings later; docs/decisions/0028.
 *
 * <p>A new process begins above what the one before it may have stamped: past the persisted bound
 * if there is one, else one max offset after its start; docs/decisions/0029.
 *
 * <p>Left out: {@code server.clock.forward_jump_check.enabled}; round-trip averages; pings when a
 * connection is made, apart from those at the start of a process.
 *
 * <p>Invariants: peers are walked in order of their ids; nothing of a peer that does not answer
 * counts.
 *
 * <p>Sources: CockroachDB {@code pkg/rpc/clock_offset.go} ({@code RemoteClockMonitor}), {@code
 * pkg/rpc/peer.go}, {@code ensureClockMonotonicity} and {@code periodicallyPersistHLCUpperBound} in
 * {@code pkg/server}, cluster setting {@code server.clock.persist_upper_bound_interval}; Cristian and
 * Fetzer, "Probabilistic internal clock synchronization" (1994), for reading remote clocks.
 */
package io.biplane.kvserver.clock;
