package io.biplane.sql.plan;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.bind.Rel.SortKey;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.scalar.Scalars;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plans as text, one line per node and attribute. The lines are the golden-file surface. */
public final class Explain {
    private final List<String> lines = new ArrayList<>();

    private Explain() {}

    /**
     * The lines of EXPLAIN for {@code plan}; a read begins with whether other instances would help.
     *
     * @param mode what the session wants in that matter
     */
    public static List<String> lines(PhysicalPlan plan, Distribution.Mode mode) {
        Explain explain = new Explain();
        if (plan.action() instanceof PhysicalPlan.Read read) {
            explain.add(
                    0, "distribution: " + (read.distribution().applies(mode) ? "full" : "local"));
        }
        explain.action(plan.action());
        return explain.lines;
    }

    private void action(PhysicalPlan.Action action) {
        if (action instanceof PhysicalPlan.Read read) {
            if (read.point().isPresent()) {
                PhysicalPlan.PointGet point = read.point().get();
                add(0, "point get");
                add(1, "columns: " + list(point.columns()));
                scanAttributes(point.scan(), 1);
            } else {
                node(read.root(), 0);
            }
        } else if (action instanceof PhysicalPlan.Insert insert) {
            String kind = switch (insert.onConflict()) {
                case FAIL -> "insert";
                case DO_NOTHING -> "insert, skip existing";
                case OVERWRITE -> insert.isWhole() ? "upsert, blind" : "upsert, read first";
            };
            add(0, kind);
            add(1, "into: " + insert.table().descriptor().name());
            node(insert.source(), 1);
        } else if (action instanceof PhysicalPlan.Update update) {
            add(0, "update");
            add(1, "table: " + update.table().descriptor().name());
            for (PhysicalPlan.Set set : update.sets()) {
                String column =
                        update.table().descriptor().column(set.ordinal()).name();
                add(1, "set: " + column + " = " + Scalars.text(set.value().scalar()));
            }
            node(update.source(), 1);
        } else if (action instanceof PhysicalPlan.Delete delete) {
            add(0, "delete");
            add(1, "from: " + delete.table().descriptor().name());
            node(delete.source(), 1);
        }
    }

    private void node(PlanNode node, int depth) {
        if (node instanceof PlanNode.Scan scan) {
            boolean isPoints = scan.constraint().isPoints(scan.table().keyLength());
            add(depth, isPoints ? "get" : scan.isReverse() ? "reverse scan" : "scan");
            scanAttributes(scan, depth + 1);
        } else if (node instanceof PlanNode.Values values) {
            add(depth, "values");
            add(depth + 1, "rows: " + values.rows().size());
        } else if (node instanceof PlanNode.Filter filter) {
            add(depth, "filter");
            add(depth + 1, "condition: " + Scalars.text(filter.condition().scalar()));
            node(filter.input(), depth + 1);
        } else if (node instanceof PlanNode.Project project) {
            add(depth, "render");
            add(depth + 1, "columns: " + list(project.columns()));
            node(project.input(), depth + 1);
        } else if (node instanceof PlanNode.Group group) {
            group(group, depth);
        } else if (node instanceof PlanNode.Distinct distinct) {
            add(depth, "distinct");
            node(distinct.input(), depth + 1);
        } else if (node instanceof PlanNode.Sort sort) {
            sort(sort, depth);
        } else if (node instanceof PlanNode.Take take) {
            add(depth, "limit");
            limit(take.limit(), depth + 1);
            node(take.input(), depth + 1);
        } else if (node instanceof PlanNode.Join join) {
            join(join, depth);
        } else {
            throw new InvariantViolation("no case for " + node);
        }
    }

    private void scanAttributes(PlanNode.Scan scan, int depth) {
        add(depth, "table: " + scan.table().descriptor().name());
        add(depth, "spans: " + scan.constraint().text());
        scan.filter().ifPresent(f -> add(depth, "filter: " + Scalars.text(f.scalar())));
        scan.limit().ifPresent(limit -> add(depth, "limit pushed down"));
    }

    private void group(PlanNode.Group group, int depth) {
        add(depth, group.keys().isEmpty() ? "aggregate" : "group");
        if (!group.keys().isEmpty()) {
            add(depth + 1, "keys: " + list(group.keys()));
        }
        List<String> aggregates = new ArrayList<>();
        group.aggregates().forEach(call -> aggregates.add(call.aggregate().text()));
        add(depth + 1, "aggregates: " + String.join(", ", aggregates));
        node(group.input(), depth + 1);
    }

    private void sort(PlanNode.Sort sort, int depth) {
        add(depth, "sort");
        List<String> keys = new ArrayList<>();
        for (SortKey key : sort.keys()) {
            boolean isUsual = key.isNullsFirst() != key.isDescending();
            String nulls = isUsual ? "" : key.isNullsFirst() ? " nulls first" : " nulls last";
            keys.add("@" + (key.index() + 1) + (key.isDescending() ? " desc" : "") + nulls);
        }
        add(depth + 1, "by: " + String.join(", ", keys));
        node(sort.input(), depth + 1);
    }

    private void limit(PlanNode.Limit limit, int depth) {
        limit.count().ifPresent(count -> add(depth, "count: " + Scalars.text(count.scalar())));
        limit.offset().ifPresent(o -> add(depth, "offset: " + Scalars.text(o.scalar())));
    }

    private void join(PlanNode.Join join, int depth) {
        String kind = join.kind().name().toLowerCase(Locale.ROOT);
        add(depth, (join.isHash() ? "hash join" : "nested join") + " (" + kind + ")");
        if (join.isHash()) {
            add(
                    depth + 1,
                    "equal: " + list(join.left().keys()) + " = "
                            + list(join.right().keys()));
        }
        join.condition().ifPresent(c -> add(depth + 1, "condition: " + Scalars.text(c.scalar())));
        node(join.left().input(), depth + 1);
        node(join.right().input(), depth + 1);
    }

    private static String list(List<Compiled> columns) {
        return Scalars.list(columns.stream().map(Compiled::scalar).toList());
    }

    private void add(int depth, String line) {
        lines.add("  ".repeat(depth) + line);
    }
}
