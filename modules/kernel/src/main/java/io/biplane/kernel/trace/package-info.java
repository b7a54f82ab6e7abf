/**
 * The record of a run: events as data, the digest that identifies the run, and the exception that
 * ends it.
 *
 * <p>Entry types: {@code Trace}, {@code TraceEvent}, {@code StateChange}, {@code
 * InvariantViolation}.
 *
 * <p>Invariants: whatever enters the digest is the same in every JVM: no identity hash, no random
 * uid of an actor, no number of
 * a lambda class; listeners see events in the order they happened.
 *
 * <p>Left out: content of messages, unless they implement {@code TraceContent}; Akka's system
 * messages.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 */
package io.biplane.kernel.trace;
