/**
 * Distributed queries: the parts of a plan that other SQL instances of the virtual cluster work on, near the rows.
 *
 * <p>Entry type: {@link io.biplane.sql.flow.FlowPort}, through which a session reaches the other instances; {@code
 * io.biplane.sql.plan.Distribution} says which parts of a plan may go, {@code io.biplane.sql.operator} gathers what comes back
 * and runs such a part on behalf of others.
 *
 * <pre>
 *   plan ──fragments──> place(spans) ──pieces──> one flow an instance ──batches──> gather ──> the rest of the plan
 *                                                       │ refused, cut, instance gone
 *                                                       └──> the same query once more, on the gateway alone
 * </pre>
 *
 * <p>Leaves out: exchanges between flows (there is one level of flows, and the gateway); spilling; writes.
 *
 * <p>Invariants: all reads of a statement see one instant, wherever they are made; a distributed query returns the rows of the
 * local one, in the same order where the plan promises one; what was read elsewhere is validated like everything else.
 *
 * <p>Thread and time: the session's thread; no clock.
 *
 * <p>Sources: CockroachDB's DistSQL RFC (20160421) and its flow registry; cockroach#100578, #120732 and #128283 on drains;
 * docs/decisions/0034.
 *
 * <p>Decisions: docs/decisions/0034.
 */
package io.biplane.sql.flow;
