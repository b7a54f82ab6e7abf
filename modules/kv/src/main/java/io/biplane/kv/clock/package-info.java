/**
 * The hybrid logical clock of a node.
 *
 * <p>Entry type: {@link io.biplane.kv.clock.HybridClock}. One instance a node process, shared by all
 * its actors, which run on one thread; it reads the machine's wall clock, which faults may offset,
 * drift or jump.
 *
 * <p>Messages that carry a timestamp move the receiver's clock up, so cause precedes effect even
 * when clocks differ. What relies on it: lease start after the last holder's reads, store-liveness
 * promises, reads after writes of one session.
 *
 * <p>No clock follows another beyond the max offset: what is further ahead of the wall clock is
 * refused at every {@link io.biplane.kv.clock.ClockDoor}, and the message that carried it has no
 * effect. How far the clocks are apart, and what a node does that is the odd one out, is the concern
 * of {@code io.biplane.kvserver.clock}.
 *
 * <p>Invariants: readings never repeat or fall within one process. No time of its own: the wall
 * clock is passed in at construction.
 *
 * <p>Source: Kulkarni et al., "Logical Physical Clocks" (2014), algorithm of figure 5; CockroachDB
 * {@code util/hlc}.
 */
package io.biplane.kv.clock;
