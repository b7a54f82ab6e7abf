/**
 * The hybrid logical clock of a node.
 *
 * <p>Entry type: {@link io.biplane.kv.hlc.HybridClock}. One instance a node process, shared by all
 * its actors, which run on one thread; it reads the machine's wall clock, which faults may offset,
 * drift or jump.
 *
 * <p>Messages that carry a timestamp move the receiver's clock up, so cause precedes effect even
 * when clocks differ. What relies on it: lease start after the last holder's reads, store-liveness
 * promises, reads after writes of one session.
 *
 * <p>Left out: the modelled system stops a node whose offset exceeds 80 % of the limit against most
 * others; and a restarted process there waits until its clock passes a persisted bound. Neither is
 * done here.
 *
 * <p>Invariants: readings never repeat or fall within one process. No time of its own: the wall
 * clock is passed in at construction.
 *
 * <p>Source: Kulkarni et al., "Logical Physical Clocks" (2014), algorithm of figure 5; CockroachDB
 * {@code util/hlc}.
 */
package io.biplane.kv.hlc;
