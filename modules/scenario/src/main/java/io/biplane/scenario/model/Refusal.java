package io.biplane.scenario.model;

/**
 * What a step has to be refused with; the step fails when it is not refused, or with something
 * else.
 */
public sealed interface Refusal {
    /** By SQLSTATE: {@code 55000}. */
    record BySqlState(String sqlState) implements Refusal {}

    /** By a part of the message. */
    record ByText(String fragment) implements Refusal {}
}
