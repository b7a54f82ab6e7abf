/**
 * What code on a node may ask of the machine it runs on, as ports: services, disk, transport, log.
 *
 * <p>Entry type: {@code HostServices}. The simulated runtime implements these ports in {@code
 * io.biplane.kernel.sim}; another
 * runtime may implement them over real machines. Nothing here knows that it is simulated.
 *
 * <p>Invariants: every call returns at once; nothing here hands out a thread, a system clock or
 * entropy.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 */
package io.biplane.kernel.host;
