package io.biplane.testbed.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.expect.Bound;
import io.biplane.scenario.expect.Bound.Comparison;
import io.biplane.scenario.expect.LoadMetric;
import io.biplane.scenario.expect.Metric;
import io.biplane.scenario.expect.Scope;
import io.biplane.scenario.expect.Threshold;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.measure.Samples.Outcome;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.ThresholdResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

class UnansweredLoadsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HORIZON = 10 * SECOND;
    private static final SourcePosition MARK = new SourcePosition("test.yaml", 1, 1, "");

    private final Samples samples = new Samples("main", "kv");
    private final List<ThresholdResult> thresholds = new ArrayList<>();

    private List<CheckResult> checks() {
        return UnansweredLoads.of(List.of(load()), List.of(samples), thresholds, HORIZON);
    }

    private static LoadSpec load() {
        return new LoadSpec(
                "kv",
                "main",
                LoadSpec.Workload.KV,
                1,
                LoadSpec.Arrival.OPEN,
                10,
                50,
                0,
                10,
                32,
                0,
                0,
                HORIZON,
                0,
                SECOND,
                MARK);
    }

    private void operation(String f, long dueAtSecond, Outcome outcome) {
        long due = dueAtSecond * SECOND;
        samples.add(f, due, due, due + SECOND / 2, outcome);
    }

    private void expect(LoadMetric metric, Comparison comparison, double limit, String operation) {
        expect(metric, comparison, limit, operation, 0, 10);
    }

    private void expect(
            LoadMetric metric,
            Comparison comparison,
            double limit,
            String operation,
            long from,
            long until) {
        Optional<String> only = Optional.of(operation).filter(name -> !name.isEmpty());
        thresholds.add(new ThresholdResult(
                new Threshold(
                        new Metric.OfLoad("kv", only, metric),
                        new Scope(new Scope.Whole(), Optional.empty(), Optional.empty()),
                        new Bound.Absolute(comparison, limit, ""),
                        "",
                        MARK),
                "",
                io.biplane.testbed.result.Outcome.HELD,
                "",
                from * SECOND,
                until * SECOND,
                OptionalLong.empty()));
    }

    @Test
    void when_oneOperationIsAcknowledged_then_theLoadWasAnswered() {
        operation("read", 1, Outcome.FAILED);
        operation("write", 2, Outcome.UNKNOWN);
        assertThat(checks()).singleElement().satisfies(check -> {
            assertThat(check.name()).isEqualTo("acknowledged(kv)");
            assertThat(check.outcome()).isEqualTo(io.biplane.testbed.result.Outcome.BROKEN);
            assertThat(check.detail()).isEqualTo("2 operations were due and none was acknowledged");
        });
        operation("read", 3, Outcome.OK);
        assertThat(checks()).isEmpty();
    }

    @Test
    void when_theOnlyAnswerComesBehindTheHorizon_then_itIsNone() {
        samples.add("read", 9 * SECOND, 9 * SECOND, HORIZON + 1, Outcome.OK);
        assertThat(checks()).hasSize(1);
    }

    @Test
    void when_nothingWasDue_then_nothingIsBroken_butNothingIsKnown() {
        assertThat(checks()).isEmpty();
        assertThat(UnansweredLoads.nothingWasDue(List.of(samples))).isTrue();
        assertThat(UnansweredLoads.nothingWasDue(List.of())).isFalse();
        operation("read", 1, Outcome.FAILED);
        assertThat(UnansweredLoads.nothingWasDue(List.of(samples))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ERRORS, AT_LEAST, 1, true",
        "ERRORS, AT_MOST, 100, false",
        "ERRORS, EQUAL, 0, false",
        "REFUSED, MORE, 0, true",
        "UNKNOWN, EQUAL, 3, true",
        "UNAVAILABLE, AT_LEAST, 3e9, true",
        "UNAVAILABLE, LESS, 3e9, false",
        "AVAILABILITY, LESS, 50, true",
        "AVAILABILITY, MORE, 99, false",
        "OPERATIONS, EQUAL, 0, true",
        "OPERATIONS, LESS, 100, false",
        "THROUGHPUT, AT_MOST, 0, true",
        "THROUGHPUT, MORE, 5, false",
        "P99, MORE, 1e9, false",
    })
    void when_aBoundCannotHoldWithoutErrors_then_theFileExpectsThem(
            LoadMetric metric, Comparison comparison, double limit, boolean expectsErrors) {
        operation("read", 1, Outcome.FAILED);
        expect(metric, comparison, limit, "");
        assertThat(checks().isEmpty()).isEqualTo(expectsErrors);
    }

    /** What was due outside the window, or is another operation, should have been answered. */
    @Test
    void when_errorsAreExpectedOfAPart_then_theRestStillCounts() {
        operation("read", 1, Outcome.FAILED);
        operation("read", 5, Outcome.FAILED);
        expect(LoadMetric.ERRORS, Comparison.AT_LEAST, 1, "", 4, 10);
        assertThat(checks()).hasSize(1);
        expect(LoadMetric.ERRORS, Comparison.AT_LEAST, 1, "write", 0, 10);
        assertThat(checks()).hasSize(1);
        expect(LoadMetric.ERRORS, Comparison.AT_LEAST, 1, "read", 0, 4);
        assertThat(checks()).isEmpty();
    }
}
