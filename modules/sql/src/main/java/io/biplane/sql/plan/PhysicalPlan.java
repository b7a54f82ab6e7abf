package io.biplane.sql.plan;

import io.biplane.sql.ast.Statement.ConflictAction;
import io.biplane.sql.bind.BoundStatement.Output;
import io.biplane.sql.catalog.StoredTable;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.types.SqlType;

import java.util.List;
import java.util.Optional;

/**
 * A statement ready to run.
 *
 * @param outputs columns of its result, empty if it returns no rows
 * @param tables it was made from: the plan fits a catalog that holds the same versions
 * @param nodeCount nodes and scalars, the measure of planning work
 */
public record PhysicalPlan(
        Action action,
        List<Output> outputs,
        List<SqlType> parameterTypes,
        List<TableDescriptor> tables,
        int nodeCount) {
    /** What is done. */
    public sealed interface Action {}

    /**
     * {@code point} is present if one row is got by its key and nothing but a projection follows.
     * {@code distribution} says what other instances could do.
     */
    public record Read(PlanNode root, Optional<PointGet> point, Distribution distribution)
            implements Action {}

    /** The short way for point reads, without operators. */
    public record PointGet(PlanNode.Scan scan, List<Compiled> columns) {}

    /**
     * @param isWhole all columns are given, so that an UPSERT need not read
     */
    public record Insert(
            StoredTable table,
            PlanNode source,
            ConflictAction onConflict,
            List<Integer> given,
            boolean isWhole,
            List<Compiled> returning)
            implements Action {}

    public record Update(
            StoredTable table, PlanNode source, List<Set> sets, List<Compiled> returning)
            implements Action {}

    /** A new value over the old row. */
    public record Set(int ordinal, Compiled value) {}

    public record Delete(StoredTable table, PlanNode source, List<Compiled> returning)
            implements Action {}

    /** Whether running it writes. */
    public boolean isWrite() {
        return !(action instanceof Read);
    }
}
