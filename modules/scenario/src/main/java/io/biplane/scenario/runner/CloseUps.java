package io.biplane.scenario.runner;

import io.biplane.scenario.measure.Samples;
import io.biplane.scenario.result.FaultWindow;
import io.biplane.scenario.result.RawSample;

import java.util.ArrayList;
import java.util.List;

/** Picks the single operations that close-up pictures show: those due shortly before a step until shortly after its end. */
final class CloseUps {
    private static final long BEFORE_NANOS = 1_000_000_000L;
    private static final long AFTER_NANOS = 4_000_000_000L;
    /** Longer steps show their beginning. */
    private static final long LENGTH_NANOS_MAX = 20_000_000_000L;
    /** Beyond this many, ordinary operations are thinned out. Our choice: what a page draws without effort. */
    private static final int SAMPLES_MAX = 6_000;
    /** An operation slower than this is never thinned out. */
    private static final long SLOW_NANOS = 20_000_000L;

    private CloseUps() {}

    static List<RawSample> of(List<FaultWindow> faults, List<Samples> loads, long endNanos) {
        List<RawSample> all = new ArrayList<>();
        for (Samples samples : loads) {
            samples.forEach((operation, dueAt, doneAt, outcome) -> {
                if (dueAt < endNanos && isNear(faults, dueAt)) {
                    all.add(new RawSample(
                            samples.load(), operation, dueAt, doneAt - dueAt, ending(outcome)));
                }
            });
        }
        int keepEach = 1 + all.size() / SAMPLES_MAX;
        List<RawSample> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            RawSample sample = all.get(i);
            boolean matters =
                    sample.ending() != RawSample.Ending.OK || sample.responseNanos() > SLOW_NANOS;
            if (matters || i % keepEach == 0) {
                kept.add(sample);
            }
        }
        return kept;
    }

    private static boolean isNear(List<FaultWindow> faults, long dueAt) {
        for (FaultWindow fault : faults) {
            long end = Math.min(
                    fault.untilNanos().orElse(fault.fromNanos()),
                    fault.fromNanos() + LENGTH_NANOS_MAX);
            if (dueAt >= fault.fromNanos() - BEFORE_NANOS && dueAt < end + AFTER_NANOS) {
                return true;
            }
        }
        return false;
    }

    private static RawSample.Ending ending(Samples.Outcome outcome) {
        return switch (outcome) {
            case OK -> RawSample.Ending.OK;
            case FAILED -> RawSample.Ending.FAIL;
            case UNKNOWN -> RawSample.Ending.INFO;
        };
    }
}
