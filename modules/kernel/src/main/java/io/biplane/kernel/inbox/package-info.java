/**
 * The door for input from outside the simulation, such as a socket's bytes or a key press.
 *
 * <p>Entry type: {@code Inbox}. Its {@code submit} is the only method of the kernel that other
 * threads may call while a simulation
 * runs; what comes in becomes an event whose virtual time is recorded, so that a session can be
 * replayed.
 */
package io.biplane.kernel.inbox;
