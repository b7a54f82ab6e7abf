package io.biplane.scenario.expect;

import java.util.Optional;

/** What a threshold measures. */
public sealed interface Metric {
    /** As written: {@code kv.p99}. */
    String text();

    /** Unit its bound has to have. */
    Unit unit();

    /** Units of metrics; values of bounds are doubles in the unit named here. */
    enum Unit {
        /** Nanoseconds. */
        DURATION,
        /** A number without unit. */
        COUNT,
        /** Operations per second. */
        RATE,
        /** 0 to 100. */
        PERCENT
    }

    /**
     * Of one load: {@code kv.p99}, {@code kv.read.p99}.
     *
     * @param operation empty: all operations of the load
     */
    record OfLoad(String load, Optional<String> operation, LoadMetric metric) implements Metric {
        @Override
        public String text() {
            return load + operation.map(name -> "." + name).orElse("") + "." + metric.word();
        }

        @Override
        public Unit unit() {
            return metric.unit();
        }
    }

    /**
     * How often a state change was traced in the window: {@code lease_transferred}, {@code
     * count(kv.redirect)}.
     */
    record OfEvents(String label, String stateChange) implements Metric {
        @Override
        public String text() {
            return label;
        }

        @Override
        public Unit unit() {
            return Unit.COUNT;
        }
    }

    /**
     * How long the scope's step took from firing to complete: {@code duration}; only with {@code
     * during}.
     */
    record StepDuration() implements Metric {
        @Override
        public String text() {
            return "duration";
        }

        @Override
        public Unit unit() {
            return Unit.DURATION;
        }
    }
}
