package io.biplane.sql.scalar;

import java.util.function.LongSupplier;

/**
 * What a statement's expressions may refer to beside the row.
 *
 * @param parameters values of {@code $1} …, converted to their inferred types
 * @param nowMicros statement or transaction time, microseconds since 2000-01-01 UTC
 * @param rowIds source of {@code unique_rowid()}
 */
public record EvalContext(Object[] parameters, long nowMicros, LongSupplier rowIds) {}
