package io.biplane.checker.history;

/**
 * An invocation with what came of it.
 *
 * @param id position among the history's operations, by invocation, from 0
 * @param process who asked
 * @param f what was asked
 * @param input the invocation's value
 * @param output the completion's value; {@link Nil} while unknown
 * @param outcome {@code OK}, {@code FAIL} or {@code INFO}; an operation without completion is
 *     {@code INFO}
 * @param span when
 */
public record Operation(
        int id, long process, String f, Object input, Object output, EventType outcome, Span span) {
    /**
     * From when to when an operation ran.
     *
     * @param invokeIndex index of the invocation among all events
     * @param returnIndex index of the completion; {@link #NEVER} if the outcome is unknown, since
     *     it may take effect at any later time
     * @param invokedAtNanos virtual time of the invocation
     * @param returnedAtNanos virtual time of the completion; {@link #NEVER} if there is none
     */
    public record Span(
            long invokeIndex, long returnIndex, long invokedAtNanos, long returnedAtNanos) {
        /** Later than every event. */
        public static final long NEVER = Long.MAX_VALUE;
    }

    /** Whether it certainly took effect. */
    public boolean isOk() {
        return outcome == EventType.OK;
    }

    /** Whether it may have taken effect: ok or info. */
    public boolean isPossible() {
        return outcome != EventType.FAIL;
    }

    /** Whether it had returned before {@code other} was invoked. */
    public boolean isBefore(Operation other) {
        return span.returnIndex < other.span.invokeIndex;
    }

    /** The same invocation without any completion: nobody knows what came of it. */
    public Operation forgotten() {
        Span open = new Span(span.invokeIndex, Span.NEVER, span.invokedAtNanos, Span.NEVER);
        return new Operation(id, process, f, input, Nil.NIL, EventType.INFO, open);
    }

    /** One line for people: {@code process 3 read [7] -> [7, 12] (ok, 1.5ms to 2ms)}. */
    public String describe() {
        StringBuilder text =
                new StringBuilder("process ").append(process).append(' ').append(f);
        boolean asksPlainly = input instanceof Nil;
        if (!asksPlainly) {
            text.append(' ').append(input);
        }
        if (isOk() && (asksPlainly || !output.equals(input))) {
            text.append(" -> ").append(output);
        }
        text.append(" (").append(outcome.word()).append(", ").append(time(span.invokedAtNanos));
        if (span.returnedAtNanos == Span.NEVER) {
            text.append(", never returned");
        } else {
            text.append(" to ").append(time(span.returnedAtNanos));
        }
        return Visible.line(text.append(')').toString());
    }

    private static String time(long nanos) {
        java.math.BigDecimal millis = java.math.BigDecimal.valueOf(nanos, 6).stripTrailingZeros();
        return millis.toPlainString() + "ms";
    }
}
