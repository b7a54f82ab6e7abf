/**
 * The simulated network: links, connections, and faults as rules.
 *
 * <p>Entry type: {@code Network}. A rule is a function from packet to verdict; rules are listed,
 * end by hand or at an instant, and
 * are asked once a packet as it is sent.
 *
 * <p>Invariants: packets of one connection arrive in order unless a rule says otherwise; a packet
 * for an actor reaches only the
 * incarnation it was sent to; the reply to an ask arrives once or its time-out fires.
 *
 * <p>Left out: retransmission (a lost packet is a lost message), congestion, name resolution. What
 * is on its way when a
 * partition begins still arrives.
 *
 * <p>Sources: rules after tokio-rs/turmoil's {@code rule.rs}; connection resets as in TCP (RFC 9293
 * §3.5).
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 *
 * <p>Decisions: docs/decisions/0005.
 */
package io.biplane.kernel.network;
