package io.biplane.sql.plan;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.sql.bind.Binder;
import io.biplane.sql.bind.BoundStatement;
import io.biplane.sql.bind.Rel;
import io.biplane.sql.catalog.StoredTable;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.scalar.Evaluator;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.scalar.Scalars;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes physical plans. One planner per statement; its only state is the count of its work. */
public final class Planner {
    private final Key tenantPrefix;
    private int nodeCount;

    private Planner(Key tenantPrefix) {
        this.tenantPrefix = tenantPrefix;
    }

    /** The plan of a bound statement in the keyspace below {@code tenantPrefix}. */
    public static PhysicalPlan plan(Binder.Result bound, Key tenantPrefix) {
        Planner planner = new Planner(tenantPrefix);
        PhysicalPlan.Action action = planner.action(bound.statement());
        return new PhysicalPlan(
                action,
                bound.statement().outputs(),
                bound.parameterTypes(),
                bound.tables(),
                planner.nodeCount);
    }

    private PhysicalPlan.Action action(BoundStatement statement) {
        if (statement instanceof BoundStatement.Select select) {
            PlanNode root = plan(select.rel());
            Optional<PhysicalPlan.PointGet> point = point(root);
            return new PhysicalPlan.Read(
                    root, point, point.isPresent() ? Distribution.NONE : Distribution.of(root));
        }
        if (statement instanceof BoundStatement.Insert insert) {
            boolean isWhole = insert.given().size() == insert.table().columns().size();
            return new PhysicalPlan.Insert(
                    stored(insert.table()),
                    plan(insert.source()),
                    insert.onConflict(),
                    insert.given(),
                    isWhole,
                    compile(insert.returning().columns()));
        }
        if (statement instanceof BoundStatement.Update update) {
            List<PhysicalPlan.Set> sets = new ArrayList<>();
            for (BoundStatement.Set set : update.sets()) {
                sets.add(new PhysicalPlan.Set(set.ordinal(), compile(set.value())));
            }
            return new PhysicalPlan.Update(
                    stored(update.table()),
                    plan(update.source()),
                    sets,
                    compile(update.returning().columns()));
        }
        BoundStatement.Delete delete = (BoundStatement.Delete) statement;
        return new PhysicalPlan.Delete(
                stored(delete.table()),
                plan(delete.source()),
                compile(delete.returning().columns()));
    }

    private static Optional<PhysicalPlan.PointGet> point(PlanNode root) {
        if (root instanceof PlanNode.Project project
                && project.input() instanceof PlanNode.Scan scan
                && scan.constraint().isOnePoint(scan.table().keyLength())) {
            return Optional.of(new PhysicalPlan.PointGet(scan, project.columns()));
        }
        return Optional.empty();
    }

    private StoredTable stored(TableDescriptor table) {
        return new StoredTable(tenantPrefix, table);
    }

    private Compiled compile(Scalar scalar) {
        nodeCount += Scalars.size(scalar);
        return Compiled.of(scalar);
    }

    private List<Compiled> compile(List<Scalar> scalars) {
        return scalars.stream().map(this::compile).toList();
    }

    private PlanNode plan(Rel rel) {
        return plan(rel, List.of());
    }

    /** The plan of {@code rel} restricted by {@code conditions} on its columns. */
    private PlanNode plan(Rel rel, List<Scalar> conditions) {
        nodeCount++;
        if (rel instanceof Rel.Filter filter) {
            List<Scalar> all = new ArrayList<>(Scalars.conjuncts(filter.predicate()));
            all.addAll(conditions);
            return plan(filter.input(), all);
        }
        if (rel instanceof Rel.Table table) {
            return scan(table.table(), conditions);
        }
        if (rel instanceof Rel.Join join) {
            return new JoinPlanner(this::plan, this::compile).plan(join, conditions);
        }
        return filtered(planWhole(rel), conditions);
    }

    private PlanNode filtered(PlanNode input, List<Scalar> conditions) {
        return conditions.isEmpty()
                ? input
                : new PlanNode.Filter(input, compile(Scalars.conjunction(conditions)));
    }

    private PlanNode planWhole(Rel rel) {
        if (rel instanceof Rel.Values values) {
            return new PlanNode.Values(values.rows().stream().map(this::compile).toList());
        }
        if (rel instanceof Rel.Project project) {
            return new PlanNode.Project(plan(project.input()), compile(project.columns()));
        }
        if (rel instanceof Rel.Group group) {
            return new PlanNode.Group(
                    plan(group.input()),
                    compile(group.keys()),
                    group.aggregates().stream()
                            .map(aggregate -> new PlanNode.AggregateCall(
                                    aggregate, aggregate.operand().map(Evaluator::of)))
                            .toList());
        }
        if (rel instanceof Rel.Distinct distinct) {
            return new PlanNode.Distinct(plan(distinct.input()));
        }
        if (rel instanceof Rel.Sort sort) {
            return sort(sort);
        }
        if (rel instanceof Rel.Limit limit) {
            return limit(limit);
        }
        throw new InvariantViolation("no case for " + rel);
    }

    private PlanNode scan(TableDescriptor table, List<Scalar> conditions) {
        StoredTable stored = stored(table);
        ConstraintFinder.Found found = ConstraintFinder.find(stored, conditions);
        Optional<Compiled> filter = found.rest().isEmpty()
                ? Optional.empty()
                : Optional.of(compile(Scalars.conjunction(found.rest())));
        return new PlanNode.Scan(stored, found.constraint(), filter, false, Optional.empty());
    }

    private PlanNode sort(Rel.Sort sort) {
        PlanNode input = plan(sort.input());
        Optional<PlanNode> ordered = KeyOrder.tryOrder(input, sort.keys());
        if (ordered.isPresent()) {
            return ordered.get();
        }
        List<SqlType> types = RelTypes.of(sort.input());
        List<Kind> kinds =
                sort.keys().stream().map(key -> types.get(key.index()).kind()).toList();
        return new PlanNode.Sort(input, sort.keys(), kinds);
    }

    private PlanNode limit(Rel.Limit limit) {
        PlanNode.Limit compiled = new PlanNode.Limit(
                limit.limit().map(this::compile), limit.offset().map(this::compile));
        return new PlanNode.Take(pushLimit(plan(limit.input()), compiled), compiled);
    }

    /** Tells a scan below projections how many rows are needed. */
    private static PlanNode pushLimit(PlanNode node, PlanNode.Limit limit) {
        if (node instanceof PlanNode.Project project) {
            return new PlanNode.Project(pushLimit(project.input(), limit), project.columns());
        }
        if (node instanceof PlanNode.Scan scan
                && scan.filter().isEmpty()
                && limit.count().isPresent()) {
            return new PlanNode.Scan(
                    scan.table(),
                    scan.constraint(),
                    scan.filter(),
                    scan.isReverse(),
                    Optional.of(limit));
        }
        return node;
    }
}
