/**
 * The queue of events to come, ordered by instant, then by order of arrival.
 *
 * <p>Entry type: {@code EventQueue}. Arrays of longs instead of objects, as this queue and not the
 * actors is what a large
 * simulation spends its time in (measured: notes in docs/decisions/0002).
 *
 * <p>Invariants: no two events compare equal; a cancelled event is let go at once and never fires.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 *
 * <p>Decisions: docs/decisions/0002.
 */
package io.biplane.kernel.queue;
