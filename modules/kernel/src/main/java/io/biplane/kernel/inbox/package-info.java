/**
 * The door for input from outside the simulation, such as a socket's bytes or a key press.
 *
 * <p>Entry type: {@code Inbox}. Its {@code submit} is the only method of the kernel that other
 * threads may call while a simulation
 * runs; what comes in is a step of the run whose place (how many steps came before it) and virtual
 * time are recorded, so that a session can be replayed.
 *
 * <p>Invariant: a replay lets each input in after as many steps as the recorded session had taken, at the same
 * virtual instant, or stops the run with {@code ReplayDiverged}. Both go into the digest.
 *
 * <p>Known gap: what control code does to the simulation between two calls of {@code runUntil} or {@code
 * step} has no place of its own; a program that is to be replayed does it in control events, or repeats the
 * same calls.
 *
 * <p>Decisions: docs/decisions/0006.
 */
package io.biplane.kernel.inbox;
