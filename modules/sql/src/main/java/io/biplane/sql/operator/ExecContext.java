package io.biplane.sql.operator;

import io.biplane.base.key.Span;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.flow.FlowPort;
import io.biplane.sql.plan.Distribution;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.scalar.EvalContext;

import java.util.List;
import java.util.Optional;

/**
 * One run of one plan.
 *
 * @param isImplicit the statement is a transaction of its own, committed right behind it
 * @param reach how far the run may go
 */
public record ExecContext(
        KvTransaction transaction,
        EvalContext eval,
        WorkCounters work,
        boolean isImplicit,
        Reach reach) {
    /** Where rows come from. */
    public sealed interface Reach {}

    /** Other instances may help, if the session wants it so. */
    public record Anywhere(FlowPort flows, Distribution.Mode mode) implements Reach {}

    /** All rows are read here. */
    public enum Here implements Reach {
        INSTANCE
    }

    /** The one scan of a fragment reads no more than these spans. */
    record Only(List<Span> spans) implements Reach {}

    /** Some nodes of the plan are worked on elsewhere too; their rows are gathered. */
    record Gathered(List<Gathering> gatherings) implements Reach {
        /** The rows that stand for a node; the very node, not an equal one. */
        Optional<Gathering> find(PlanNode node) {
            for (Gathering gathering : gatherings) {
                if (gathering.fragment().root() == node) {
                    return Optional.of(gathering);
                }
            }
            return Optional.empty();
        }
    }

    ExecContext with(KvTransaction reads, Reach how) {
        return new ExecContext(reads, eval, work, isImplicit, how);
    }
}
