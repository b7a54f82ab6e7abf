/**
 * Linearizability: is there an order of the operations, each between its invocation and its return,
 * in which a sequential object gives the same results?
 *
 * <p>Entry type: {@link io.biplane.checker.linear.LinearizabilityChecker}. The history is split by
 * the model's parts. Registers whose writes all differ are decided exactly in O(n log n) by zones
 * (Gibbons and Korach 1997, section 4), mutexes and unordered queues by the
 * procedures of package {@code direct}; everything else by a depth-first search over
 * configurations (Wing and Gong 1993) that linearizes just in time and remembers where it has been
 * (Lowe 2017). Operations of unknown outcome stay open for ever.
 *
 * <p>An invalid verdict names, for each failing part, the smallest prefix of events that fails.
 * Linearizability is closed under prefixes, so there is one such prefix.
 *
 * <p>The search stops at the limits of {@link io.biplane.checker.linear.Limits} and then says
 * unknown with how far it got; it allocates nothing that the memory limit does not count, except
 * the history itself and the model's states.
 *
 * <p>Single-threaded and deterministic: no hash order, no clock.
 *
 * <p>Decisions: docs/decisions/0080, docs/decisions/0081, docs/decisions/0085, docs/decisions/0096,
 * docs/decisions/0104.
 */
package io.biplane.checker.linear;
