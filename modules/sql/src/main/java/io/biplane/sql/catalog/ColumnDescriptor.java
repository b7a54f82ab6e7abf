package io.biplane.sql.catalog;

import io.biplane.sql.types.SqlType;

import java.util.Optional;

/**
 * One column.
 *
 * @param id unique in its table, from 1, stored with each value
 * @param isHidden left out of {@code *} and of INSERT without a column list
 * @param defaultSql canonical text of the DEFAULT expression
 */
public record ColumnDescriptor(
        int id,
        String name,
        SqlType type,
        boolean isNullable,
        boolean isHidden,
        Optional<String> defaultSql) {}
