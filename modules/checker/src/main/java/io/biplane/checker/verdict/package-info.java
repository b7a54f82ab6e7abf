/**
 * What checkers say: valid, invalid or unknown, with the reasons.
 *
 * <p>Entry type: {@link io.biplane.checker.verdict.Verdict}; {@link
 * io.biplane.checker.verdict.VerdictJson} writes it for machines. Exit codes are those of the
 * command line: 0 valid, 1 invalid, 3 unknown.
 *
 * <p>Invariants: an invalid verdict has at least one anomaly, a valid or unknown one has none. The
 * same history gives the same bytes: facts are sorted by name, anomalies in a fixed order.
 *
 * <p>Pure values; no thread, no clock.
 */
package io.biplane.checker.verdict;
