package io.biplane.sql.exec;

import io.biplane.sql.scalar.EvalContext;

/**
 * One run of one plan.
 *
 * @param isImplicit the statement is a transaction of its own, committed right behind it
 */
public record ExecContext(
        KvTransaction transaction, EvalContext eval, WorkCounters work, boolean isImplicit) {}
