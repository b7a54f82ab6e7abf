package io.biplane.checker.domain;

import java.math.BigDecimal;

/** Nanoseconds for people. */
final class Millis {
    private Millis() {}

    /** In milliseconds, exactly: {@code 1.5ms}. */
    static String text(long nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + "ms";
    }
}
