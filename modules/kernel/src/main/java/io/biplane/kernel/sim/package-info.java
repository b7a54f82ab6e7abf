/**
 * Simulations and machines: what users of the kernel hold in their hands.
 *
 * <p>Entry types: {@code Simulation} (time, seeds, trace) and {@code Host} (boot, kill, power,
 * faults). A booted host runs an ordinary
 * Akka Typed {@code ActorSystem}, of any actors.
 *
 * <p>Invariants: same program and seed give the same digest in every JVM; nothing is static and
 * mutable, so several
 * simulations may run in one JVM, each on its own thread; a dead process is garbage at once.
 *
 * <p>Left out: several processes a machine; actors that block or start threads (a message from a
 * foreign thread stops the run).
 *
 * <p>Sources: FoundationDB's simulation (Zhou et al., SIGMOD 2021 §4), TigerBeetle's VOPR.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 *
 * <p>Decisions: docs/decisions/0004, docs/decisions/0017.
 */
package io.biplane.kernel.sim;
