package io.biplane.scenario.timeline;

/**
 * What a step has to be refused with; the step fails when it is not refused, or with something
 * else.
 */
public sealed interface Refusal {
    /**
     * Whether this is the refusal that was asked for.
     *
     * @param sqlState of what was said; empty when it was no SQL error
     */
    boolean matches(String sqlState, String message);

    /** By SQLSTATE: {@code 55000}. */
    record BySqlState(String sqlState) implements Refusal {
        @Override
        public boolean matches(String said, String message) {
            return sqlState.equals(said);
        }
    }

    /** By a part of the message. */
    record ByText(String fragment) implements Refusal {
        @Override
        public boolean matches(String said, String message) {
            return message.contains(fragment);
        }
    }
}
