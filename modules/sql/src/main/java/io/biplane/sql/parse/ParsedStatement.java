package io.biplane.sql.parse;

import io.biplane.sql.ast.Statement;

/**
 * A parsed text.
 *
 * @param tokenCount tokens it had, the measure of parsing work
 * @param placeholderCount highest number of a {@code $n} in it
 */
public record ParsedStatement(Statement statement, int tokenCount, int placeholderCount) {}
