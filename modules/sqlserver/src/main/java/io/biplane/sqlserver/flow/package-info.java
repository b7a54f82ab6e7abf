/**
 * Distributed queries between the SQL servers of one virtual cluster: who helps whom, and how both sides learn that a server is
 * going or gone.
 *
 * <p>Entry types: {@link io.biplane.sqlserver.flow.FlowServer}, one beside each tenant server, which takes other servers' work and watches
 * over work given out; {@link io.biplane.sqlserver.flow.FlowGateway}, a session's hand on it; {@link io.biplane.sqlserver.flow.FlowProtocol}, what
 * travels.
 *
 * <pre>
 *   session (FlowGateway)     flow server here         flow server there        worker there
 *     | -- Open ------------> | -- Setup ------------> | -- starts ---------> |
 *     |                       |   (draining) Failed <- |                      |
 *     | &lt;------------------------------------------------------- Rows ------- |
 *     | -------------------------------------------------------- Credit ----> |
 *     | -- Close -----------> | -- Cancel -----------> | -- stops ----------> |
 * </pre>
 *
 * <p>Who may be planned onto: of an application virtual cluster whoever has a row in {@code system.sql_instances} whose session lives and
 * which, from v24.3 on, does not say that it drains; of the system's whoever has not said so itself, which is gossip in the modelled
 * system and a message to all here. Neither when it does not answer.
 *
 * <p>Leaves out: memory limits of flows; the choice among replicas other than the leaseholder.
 *
 * <p>Invariants: a flow server that drains refuses, and ends what still runs when its time is over; every stream ends, by its last rows or by a
 * failure; a worker reads through its own virtual cluster's kv-client only.
 *
 * <p>Thread and time: actors of the node; pings by timers of the node's scheduler.
 *
 * <p>Sources: CockroachDB's flow registry and its drain; cockroach#82752 (flows are cut after the wait), #99941 (the instance's row goes
 * with the drain, from v23.1), #128283 ({@code is_draining}, from v24.3), #120732 (what happens without); docs/reference/operations.md §1
 * (pings) and §2.
 *
 * <p>Decisions: docs/decisions/0034, docs/decisions/0066.
 */
package io.biplane.sqlserver.flow;
