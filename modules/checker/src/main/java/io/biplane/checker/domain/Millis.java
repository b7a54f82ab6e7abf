package io.biplane.checker.domain;

import java.math.BigDecimal;

/** Nanoseconds for people. */
final class Millis {
    private Millis() {}

    /** From one instant to another; as much as 64 bits hold if it is more. */
    static long between(long fromNanos, long toNanos) {
        long nanos = toNanos - fromNanos;
        boolean overflows = ((toNanos ^ fromNanos) & (toNanos ^ nanos)) < 0;
        return overflows ? toNanos < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : nanos;
    }

    /** In milliseconds, exactly: {@code 1.5ms}. */
    static String text(long nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + "ms";
    }
}
