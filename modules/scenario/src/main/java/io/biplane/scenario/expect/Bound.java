package io.biplane.scenario.expect;

/** What a metric's value has to satisfy. */
public sealed interface Bound {
    /** How value and limit compare. */
    Comparison comparison();

    /** As written: {@code < 400ms}. */
    String text();

    /**
     * Against a number.
     *
     * @param limit in the unit of the metric: nanoseconds, a count, per second, percent
     */
    record Absolute(Comparison comparison, double limit, String text) implements Bound {}

    /**
     * Against {@code factor} times the same metric before the first step of the timeline: {@code <
     * 1.5x before}.
     */
    record TimesBefore(Comparison comparison, double factor, String text) implements Bound {}

    /** Comparisons. */
    enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        EQUAL("="),
        AT_LEAST(">="),
        MORE(">");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** As written. */
        public String sign() {
            return sign;
        }

        /** Whether {@code value} compares so to {@code limit}. */
        public boolean holds(double value, double limit) {
            return switch (this) {
                case LESS -> value < limit;
                case AT_MOST -> value <= limit;
                case EQUAL -> value == limit;
                case AT_LEAST -> value >= limit;
                case MORE -> value > limit;
            };
        }
    }
}
