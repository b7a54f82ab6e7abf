package io.biplane.sql.session;

import io.biplane.sql.types.SqlType;

/** One column of a result. */
public record ResultColumn(String name, SqlType type) {}
