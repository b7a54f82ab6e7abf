/**
 * The plug-ins through which an unchanged Akka runs in virtual time: dispatcher, mailbox,
 * scheduler, boot.
 *
 * <p>Entry types are the ones named in {@code biplane-kernel.conf}; {@code Booting} makes a system.
 * A message that a running task of
 * another host sends is handed to the network in {@code SimDispatcher.dispatch}, the one place all
 * messages pass.
 *
 * <p>Invariants: a mailbox runs as a ready task, one message a task; nothing runs after its process
 * ended; no thread is ever
 * started. The trace sees a delivery where a mailbox gives a message out.
 *
 * <p>Left out: system messages (watch, supervision) never cross hosts; a watch across hosts stops
 * the run with the reason.
 * Mailboxes that an actor asks for by name (bounded, priority) work, but their deliveries are not
 * in the trace.
 *
 * <p>Sources: Akka 2.8.5 {@code akka.dispatch.Dispatcher}, {@code Mailbox}, {@code
 * akka.actor.Scheduler}.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 *
 * <p>Decisions: docs/decisions/0001, docs/decisions/0003, docs/decisions/0004.
 */
package io.biplane.kernel.akka;
