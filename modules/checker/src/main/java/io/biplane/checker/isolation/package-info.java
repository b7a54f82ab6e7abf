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
 * <p>An anomaly that is reported is there; a level is said to hold only if some order of all versions
 * was found that it allows. What history and budget do not decide is said to be open. Known gaps: no
 * predicate reads (so G2-item, not G2); a lost update is only seen where two transactions read the
 * same version, not where a blind write lies between (that is a G-single); where the shortest cycle of
 * writes needs a transaction of unknown outcome, read uncommitted is left open.
 *
 * <p>Pure, single-threaded; node numbers are the transactions' order of invocation.
 *
 * <p>Decisions: docs/decisions/0082, docs/decisions/0086, docs/decisions/0101.
 */
package io.biplane.checker.isolation;
