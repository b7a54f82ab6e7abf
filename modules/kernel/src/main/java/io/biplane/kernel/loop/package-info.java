/**
 * The event loop: ready tasks first, then the next event, time jumping to its instant.
 *
 * <p>Entry type: {@code EventLoop}. It knows processes only as something whose tasks it runs
 * ({@code LoopProcess}) and Akka only by
 * its actor reference.
 *
 * <p>Invariants: time never falls; ready tasks run in the order they became ready, or in an order
 * drawn from one stream;
 * a process that ended runs no task and owns no event; the first failure stops the run.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 */
package io.biplane.kernel.loop;
