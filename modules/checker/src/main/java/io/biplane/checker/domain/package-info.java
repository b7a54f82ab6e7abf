/**
 * Checkers for one promise each, cheap enough for any history: money stays, sets keep what was
 * added, sessions do not go back in time, ids are unique, clients are served in time.
 *
 * <p>Entry types, each with a static {@code check}: {@link io.biplane.checker.domain.BankChecker},
 * {@link io.biplane.checker.domain.SetChecker}, {@link io.biplane.checker.domain.SessionChecker},
 * {@link io.biplane.checker.domain.UniqueIdsChecker}, {@link
 * io.biplane.checker.domain.LongForkChecker}, {@link io.biplane.checker.domain.SequentialChecker},
 * {@link io.biplane.checker.domain.KafkaChecker}, {@link
 * io.biplane.checker.domain.AvailabilityChecker}, {@link
 * io.biplane.checker.domain.LatencyChecker}; and {@link io.biplane.checker.domain.ClockSkew}, which
 * makes a history say no more about real time than skewed clocks can know.
 *
 * <p>A checker that saw nothing it could judge says unknown, not valid. Sources: the workloads of
 * the same names in Jepsen's documentation; Terry et al., Session Guarantees for Weakly Consistent
 * Replicated Data, PDIS 1994, for sessions.
 *
 * <p>Pure; no thread, no clock.
 *
 * <p>Decisions: docs/decisions/0088, docs/decisions/0103.
 */
package io.biplane.checker.domain;
