/**
 * Orders of versions that a history leaves open: which of them a level of isolation forces, and
 * whether any is left that the level allows.
 *
 * <p>Entry type: {@link io.biplane.checker.order.VersionOrders}. A history tells some dependencies
 * between transactions for sure; what is open is which of two versions of a key came first. An order
 * is taken when the opposite one would close a cycle that the {@link
 * io.biplane.checker.order.CycleRule} forbids, until nothing is added. Whether what is then left can
 * be ordered is shown by running the transactions one after the other ({@link
 * io.biplane.checker.order.Schedule}), or, for few transactions, by trying all orders.
 *
 * <p>Sources: C. Papadimitriou, The serializability of concurrent database updates, JACM 26(4),
 * 1979 (polygraphs; the question is NP-complete, so some answers stay open); R. Biswas and C. Enea,
 * On the complexity of checking transactional consistency, OOPSLA 2019 (orders that reads force); A.
 * Cerone and A. Gotsman, Analysing Snapshot Isolation, PODC 2016 (a transaction's begin and its
 * commit as two places).
 *
 * <p>Left out: at consistent view, in histories of more transactions than are searched, an order is
 * only taken if the opposite closes a cycle without anti-dependencies but those of the order itself,
 * and no run is tried; so more stays open there.
 *
 * <p>Pure, single-threaded; transactions are the numbers below a count, helper nodes come after.
 *
 * <p>Decisions: docs/decisions/0100.
 */
package io.biplane.checker.order;
