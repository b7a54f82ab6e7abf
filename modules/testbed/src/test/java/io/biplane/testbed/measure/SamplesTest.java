package io.biplane.testbed.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.testbed.measure.Samples.Outcome;
import io.biplane.testbed.measure.Samples.Window;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Windows are by due time, but for what a step interrupts; latency counts from there; gaps are from answer to answer. */
class SamplesTest {
    private static final long MS = 1_000_000L;
    private final Samples samples = new Samples("main", "kv");

    @Test
    void when_anOperationIsAnsweredAfterTheWindow_then_itCountsWhereItWasDue() {
        samples.add("read", 10 * MS, 10 * MS, 500 * MS, Outcome.OK);
        samples.add("read", 200 * MS, 200 * MS, 201 * MS, Outcome.OK);
        assertThat(samples.total("read", new Window(0, 100 * MS)).ok()).isEqualTo(1);
        assertThat(samples.total("read", new Window(0, 100 * MS)).response().maxNanos())
                .isBetween(489 * MS, 491 * MS);
    }

    @Test
    void when_aStepFiresInACalm_then_whatIsUnderWayCountsThere() {
        samples.add("read", 90 * MS, 90 * MS, 99 * MS, Outcome.OK);
        samples.add("read", 95 * MS, 95 * MS, 100 * MS, Outcome.UNKNOWN);
        samples.add("read", 150 * MS, 150 * MS, 400 * MS, Outcome.OK);
        Window calm = new Window(0, 100 * MS);
        samples.setCalms(List.of(calm));
        Window step = new Window(100 * MS, 300 * MS);
        assertThat(samples.total("read", calm).ok()).isEqualTo(1);
        assertThat(samples.total("read", calm).errors()).isZero();
        assertThat(samples.total("read", step).ok()).isEqualTo(1);
        assertThat(samples.total("read", step).errors()).isEqualTo(1);
        assertThat(samples.firstErrorDueAt(step)).isEqualTo(95 * MS);
    }

    @Test
    void when_anOperationOutlastsItsStep_then_itDoesNotMoveToTheNext() {
        samples.add("read", 150 * MS, 150 * MS, 700 * MS, Outcome.UNKNOWN);
        samples.setCalms(List.of(new Window(0, 100 * MS), new Window(200 * MS, 600 * MS)));
        assertThat(samples.total("read", new Window(100 * MS, 200 * MS)).errors())
                .isEqualTo(1);
        assertThat(samples.total("read", new Window(600 * MS, 800 * MS)).errors())
                .isZero();
    }

    @Test
    void when_anOperationWaitedBeforeItWasSent_then_responseIsLongerThanService() {
        samples.add("write", 0, 40 * MS, 50 * MS, Outcome.OK);
        assertThat(samples.total("write", new Window(0, 1)).response().maxNanos())
                .isGreaterThan(49 * MS);
        assertThat(samples.total("write", new Window(0, 1)).service().maxNanos())
                .isLessThan(11 * MS);
    }

    @Test
    void when_nothingEndsOkForAWhile_then_thatIsTheLongestGap() {
        for (int i = 0; i < 10; i++) {
            samples.add("read", i * 10 * MS, i * 10 * MS, (i * 10 + 1) * MS, Outcome.OK);
        }
        samples.add("read", 100 * MS, 100 * MS, 400 * MS, Outcome.FAILED);
        samples.add("read", 110 * MS, 110 * MS, 600 * MS, Outcome.OK);
        Samples.Gap gap = samples.longestGap(new Window(0, 700 * MS));
        assertThat(gap.nanos()).isEqualTo(509 * MS);
        assertThat(gap.fromNanos()).isEqualTo(91 * MS);
    }

    @Test
    void when_outcomesDiffer_then_eachIsCountedApart() {
        samples.add("write", 1, 1, 2, Outcome.OK);
        samples.add("write", 1, 1, 2, Outcome.FAILED);
        samples.add("write", 1, 1, 2, Outcome.UNKNOWN);
        assertThat(samples.total("", new Window(0, 10)).errors()).isEqualTo(2);
        assertThat(samples.total("", new Window(0, 10)).unknown()).isEqualTo(1);
        assertThat(samples.firstErrorDueAt(new Window(0, 10))).isEqualTo(1);
    }
}
