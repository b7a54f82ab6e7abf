package io.biplane.testbed.result;

import io.biplane.scenario.source.SourcePosition;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Outcome of a check ({@code always}), a coverage ({@code sometimes}) or a step's own demand
 * ({@code expect_error}, {@code rows}).
 *
 * @param name as written: {@code linearizable(kv)}, {@code sometimes session_moved}
 * @param kind what sort of check
 * @param detail what was seen: {@code 12 403 ops}, {@code 1 anomaly}
 * @param atNanos of the first violation
 * @param pointer into the run's files: {@code events.jsonl:8812}
 * @param mark where the scenario asks for it
 */
public record CheckResult(
        String name,
        Kind kind,
        Outcome outcome,
        String detail,
        OptionalLong atNanos,
        Optional<String> pointer,
        SourcePosition mark) {

    /** Sorts of checks. */
    public enum Kind {
        ALWAYS,
        SOMETIMES,
        STEP
    }
}
