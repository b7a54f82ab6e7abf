package io.biplane.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a read plan gains from other instances' help, and with which parts. Pure; made with the plan.
 *
 * @param advice whether to distribute
 * @param fragments the parts that can run near the rows, in the order they stand in the plan
 */
public record Distribution(Advice advice, List<Fragment> fragments) {
    /** Reads that nobody else could help with. */
    public static final Distribution NONE = new Distribution(Advice.CANNOT, List.of());

    /** Source: CockroachDB {@code distRecommendation}. */
    public enum Advice {
        CANNOT,
        /** Possible, and not worth a flow's set-up: a scan of few rows. */
        CAN,
        /** A full scan, or something that makes many rows few. */
        SHOULD
    }

    /** What a session wants; the words of variable {@code distsql}. */
    public enum Mode {
        OFF,
        /** Where it is recommended. */
        AUTO,
        /** Wherever it is possible. */
        ON,
        ALWAYS
    }

    /**
     * A part of a plan over one scan of spans.
     *
     * @param root the node of the plan that its rows stand for
     * @param input what runs elsewhere, row by row
     * @param partial an aggregation of which each flow does its share, and the gateway the rest
     */
    public record Fragment(PlanNode root, PlanNode input, Optional<PlanNode.Group> partial) {
        /** The one scan below {@link #input}. */
        public PlanNode.Scan scan() {
            PlanNode node = input;
            while (!(node instanceof PlanNode.Scan)) {
                node = node instanceof PlanNode.Filter filter
                        ? filter.input()
                        : ((PlanNode.Project) node).input();
            }
            return (PlanNode.Scan) node;
        }
    }

    /** What can be said of a plan. */
    static Distribution of(PlanNode root) {
        List<Fragment> fragments = new ArrayList<>();
        collect(root, fragments);
        return fragments.isEmpty() ? NONE : new Distribution(advice(root), List.copyOf(fragments));
    }

    /** Whether a session with that mode distributes. */
    public boolean applies(Mode mode) {
        return switch (mode) {
            case OFF -> false;
            case AUTO -> advice == Advice.SHOULD;
            case ON, ALWAYS -> advice != Advice.CANNOT;
        };
    }

    private static void collect(PlanNode node, List<Fragment> fragments) {
        if (isPipeline(node)) {
            fragments.add(new Fragment(node, node, Optional.empty()));
        } else if (node instanceof PlanNode.Group group
                && isPipeline(group.input())
                && group.aggregates().stream()
                        .noneMatch(call -> call.aggregate().isDistinct())) {
            fragments.add(new Fragment(group, group.input(), Optional.of(group)));
        } else {
            inputs(node).forEach(input -> collect(input, fragments));
        }
    }

    /** Rows of one scan, each for itself. A scan that stops early is better read by who knows when to stop. */
    private static boolean isPipeline(PlanNode node) {
        if (node instanceof PlanNode.Scan scan) {
            return scan.limit().isEmpty()
                    && !scan.constraint().isPoints(scan.table().keyLength());
        }
        if (node instanceof PlanNode.Filter filter) {
            return isPipeline(filter.input());
        }
        return node instanceof PlanNode.Project project && isPipeline(project.input());
    }

    private static Advice advice(PlanNode node) {
        if (node instanceof PlanNode.Scan scan) {
            return scan.constraint().isAll() && scan.limit().isEmpty() ? Advice.SHOULD : Advice.CAN;
        }
        boolean makesFewer = node instanceof PlanNode.Group
                || node instanceof PlanNode.Distinct
                || node instanceof PlanNode.Sort
                || node instanceof PlanNode.Join;
        if (makesFewer) {
            return Advice.SHOULD;
        }
        Advice best = Advice.CAN;
        for (PlanNode input : inputs(node)) {
            best = advice(input) == Advice.SHOULD ? Advice.SHOULD : best;
        }
        return best;
    }

    private static List<PlanNode> inputs(PlanNode node) {
        if (node instanceof PlanNode.Filter filter) {
            return List.of(filter.input());
        }
        if (node instanceof PlanNode.Project project) {
            return List.of(project.input());
        }
        if (node instanceof PlanNode.Group group) {
            return List.of(group.input());
        }
        if (node instanceof PlanNode.Distinct distinct) {
            return List.of(distinct.input());
        }
        if (node instanceof PlanNode.Sort sort) {
            return List.of(sort.input());
        }
        if (node instanceof PlanNode.Take take) {
            return List.of(take.input());
        }
        return node instanceof PlanNode.Join join
                ? List.of(join.left().input(), join.right().input())
                : List.of();
    }
}
