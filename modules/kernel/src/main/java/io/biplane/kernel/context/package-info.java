/**
 * What the current thread simulates: the one thread-local of the kernel, for log appenders and
 * other code without services.
 *
 * <p>Entry type: {@code SimulationContext}. It informs and never steers, with two exceptions that
 * need the thread: a bug reports
 * itself when its exception is made, and the reply to an ask finds its way to the asking process.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 */
package io.biplane.kernel.context;
