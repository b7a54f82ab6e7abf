package io.biplane.sql.operator;

import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.scalar.EvalContext;

/**
 * One run of one plan.
 *
 * @param isImplicit the statement is a transaction of its own, committed right behind it
 */
public record ExecContext(
        KvTransaction transaction, EvalContext eval, WorkCounters work, boolean isImplicit) {}
