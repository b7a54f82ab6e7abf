package io.biplane.scenario.model;

import io.biplane.scenario.source.SourcePosition;

/**
 * A cluster setting and its value as text, such as {@code server.shutdown.transactions.timeout} and
 * {@code 10s}.
 *
 * @param name dotted lower case
 * @param value text as {@code SET CLUSTER SETTING} takes it
 * @param mark of the name
 */
public record Setting(String name, String value, SourcePosition mark) {}
