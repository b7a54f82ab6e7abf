/**
 * A machine's processor and clock: cores that tasks queue for, work that takes virtual time, a wall
 * clock that may be wrong.
 *
 * <p>Entry types: {@code Cpu}, {@code MachineClock}, {@code CostModel} (every cost the kernel
 * charges, with its reason).
 *
 * <p>Invariants: at most <i>cores</i> charged tasks are in progress, and at most one of each actor;
 * what a task sends leaves when its work is done, so that messages of one actor to another stay in
 * order; a machine on
 * which nothing was ever charged runs tasks straight through.
 *
 * <p>Left out: scheduling among processes of one machine (there is one), caches, frequency scaling.
 * In the first task of a machine
 * that charges, what it sent before the charge has left already.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 *
 * <p>Decisions: docs/decisions/0016.
 */
package io.biplane.kernel.cpu;
