/**
 * A machine's disk: volumes that outlive processes, syncs that take time, and the ways in which
 * disks fail.
 *
 * <p>Entry types: {@code SimDisk} for control and faults; {@code ProcessDisk} is what actors see
 * through the port
 * {@code io.biplane.kernel.host.Disk}.
 *
 * <p>Invariants: a kill keeps every write; a power loss undoes exactly the changes no completed
 * sync covers, newest first,
 * save for a torn tail; syncs complete in the order asked for.
 *
 * <p>Left out: read latency and bandwidth, several devices a machine, and pages that a failed sync
 * marks clean (after a failure here a
 * later sync covers them; Linux may drop them).
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 *
 * <p>Decisions: docs/decisions/0091.
 */
package io.biplane.kernel.disk;
