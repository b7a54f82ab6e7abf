/**
 * Transactional isolation: which level a history of transactions satisfies, by cycles of
 * dependencies.
 *
 * <p>Entry type: {@link io.biplane.checker.isolation.IsolationChecker}. Operations are called
 * {@code txn}; their value is a list of {@code ["append", key, element]} and {@code ["r", key,
 * [elements]]} (list-append), or of {@code ["w", key, value]} and {@code ["r", key, value]}
 * (read-write registers). What is appended or written to a key must differ, so that each value
 * tells who wrote it.
 *
 * <p>Sources: A. Adya, Weak Consistency, PhD thesis, MIT 1999 (dependencies, G0 to G2, G-single,
 * PL-2+); K. Kingsbury and P. Alvaro, Elle: Inferring Isolation Anomalies from Experimental
 * Observations, VLDB 2020 (version orders from lists, internal, lost update); A. Cerone and A.
 * Gotsman, Analysing Snapshot Isolation, PODC 2016 (cycles without adjacent anti-dependencies).
 *
 * <p>Sound, not complete: an anomaly that is reported is there; a level that holds is one that
 * nothing observed contradicts. Known gaps: no predicate reads (so G2-item, not G2); no order among
 * list elements that nobody read; for registers only version orders that follow from the initial
 * value and from transactions that read before they wrote.
 *
 * <p>Pure, single-threaded; node numbers are the transactions' order of invocation.
 */
package io.biplane.checker.isolation;
