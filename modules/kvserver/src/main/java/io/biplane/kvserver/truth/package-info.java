/**
 * The truth gates' rows of the whole stack: elections as the nodes of a simulation hold them.
 *
 * <p>Entry type: {@link io.biplane.kvserver.truth.StackElections}. Where {@code io.biplane.raft.truth}
 * drives the bare core with a loop of its own, here are the kernel's clock and event queue, its
 * network and disks, Akka's actors and timers, the store's alarm clock, the log actor with its
 * journal, and store liveness. A leader's machine loses its power at a random instant; the others
 * have to notice after the time that the timers and delays add up to, and to elect within so many
 * round trips and disk syncs to the nanosecond. CPU work is free in these runs, so that nothing else
 * is left to take time.
 *
 * <p>No threads; runs in virtual time; results depend on the seed only.
 *
 * <p>Sources: docs/decisions/0019; CockroachDB's timers, pkg/base.
 *
 * <p>Decisions: docs/decisions/0019.
 */
package io.biplane.kvserver.truth;
