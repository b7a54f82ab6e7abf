package io.biplane.testbed.workload;

import java.util.List;
import java.util.function.Function;

/**
 * One statement a client is to run, and what it means to a checker.
 *
 * @param f name of the operation in histories and tables, such as {@code read}
 * @param writes whether it may change data, so that an unknown outcome matters
 * @param sql the statement, with {@code $n} placeholders
 * @param params values of the placeholders: {@code Long} or {@code String}
 * @param invoked the history value when it is invoked: {@code Long}, {@code String}, {@code List} or {@code Map}
 * @param observe makes the history value of a success from the rows returned
 */
public record Operation(
        String f,
        boolean writes,
        String sql,
        List<Object> params,
        Object invoked,
        Function<List<List<Object>>, Object> observe) {
    public Operation {
        params = List.copyOf(params);
    }

    /** An operation whose success says no more than its invocation did. */
    public static Operation write(String f, String sql, List<Object> params, Object invoked) {
        return new Operation(f, true, sql, params, invoked, rows -> invoked);
    }
}
