package io.biplane.sql.session;

import io.biplane.sql.types.SqlType;

import java.util.List;

/**
 * What is known of a statement before it runs.
 *
 * @param parameterTypes declared or inferred types of {@code $1}, {@code $2} …
 * @param columns of its result, empty when it returns no rows
 */
public record StatementDescription(List<SqlType> parameterTypes, List<ResultColumn> columns) {
    public static final StatementDescription EMPTY = new StatementDescription(List.of(), List.of());
}
