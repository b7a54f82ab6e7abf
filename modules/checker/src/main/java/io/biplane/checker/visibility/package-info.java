/**
 * What a transaction's reads have to show of what its session, or the transaction itself, has read or
 * written before: monotonic atomic view, the session guarantees, PRAM and causal consistency.
 *
 * <p>Entry type: {@link io.biplane.checker.visibility.Visibility}, each of which says of {@link
 * io.biplane.checker.visibility.Access}es whether it holds. Each demand is that one transaction's
 * version of a key is not above another's, so all of them together with the dependencies that are
 * known can be met exactly if the graph of them has no cycle: then transactions in any order that
 * the graph allows give orders of versions that meet them. So nothing stays open, whatever is known
 * of the order of versions.
 *
 * <p>All stand on read committed: read dependencies and overwrites together have no cycle. The order
 * of operations is that of their steps; a transaction of unknown outcome comes after its session's
 * earlier ones and before nothing.
 *
 * <p>Sources: P. Bailis et al., Highly Available Transactions, VLDB 2014, appendix A of the extended
 * version, for monotonic atomic view and the phenomena's names; D. Terry et al., Session Guarantees
 * for Weakly Consistent Replicated Data, PDIS 1994; R. Biswas and C. Enea, On the complexity of
 * checking transactional consistency, OOPSLA 2019, for orders that causal consistency forces; Elle's
 * map of consistency models for what includes what.
 *
 * <p>Pure, single-threaded; left out: putting a violation into words.
 *
 * <p>Decisions: docs/decisions/0099.
 */
package io.biplane.checker.visibility;
