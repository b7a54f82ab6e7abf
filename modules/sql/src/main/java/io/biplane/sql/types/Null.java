package io.biplane.sql.types;

/** The SQL NULL as a Java value, so that rows and parameters never hold a Java {@code null}. */
public enum Null {
    NULL
}
