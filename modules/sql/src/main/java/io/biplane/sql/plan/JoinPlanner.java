package io.biplane.sql.plan;

import io.biplane.sql.ast.Query.JoinKind;
import io.biplane.sql.bind.Rel;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.scalar.Scalars;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Plans one join: sorts the conditions by the side they are about. A condition of WHERE may not
 * move
 * to the right of a left join, a condition of ON not to its left.
 */
final class JoinPlanner {
    private final BiFunction<Rel, List<Scalar>, PlanNode> planner;
    private final Function<Scalar, Compiled> compiler;
    private final List<Scalar> leftOnly = new ArrayList<>();
    private final List<Scalar> rightOnly = new ArrayList<>();
    private final List<Compiled> leftKeys = new ArrayList<>();
    private final List<Compiled> rightKeys = new ArrayList<>();
    private final List<Scalar> both = new ArrayList<>();

    JoinPlanner(
            BiFunction<Rel, List<Scalar>, PlanNode> planner, Function<Scalar, Compiled> compiler) {
        this.planner = planner;
        this.compiler = compiler;
    }

    PlanNode plan(Rel.Join join, List<Scalar> where) {
        int leftWidth = join.leftWidth();
        boolean isLeftJoin = join.kind() == JoinKind.LEFT;
        List<Scalar> on = join.on().map(Scalars::conjuncts).orElse(List.of());
        List<Scalar> after = new ArrayList<>();
        for (Scalar condition : on) {
            placeOn(condition, leftWidth, isLeftJoin);
        }
        for (Scalar condition : where) {
            if (!isLeftJoin) {
                placeOn(condition, leftWidth, false);
            } else if (uses(condition, index -> index >= leftWidth)) {
                after.add(condition);
            } else {
                leftOnly.add(condition);
            }
        }
        List<Scalar> shifted =
                rightOnly.stream().map(c -> Scalars.shift(c, -leftWidth)).toList();
        Optional<Compiled> condition = both.isEmpty()
                ? Optional.empty()
                : Optional.of(compiler.apply(Scalars.conjunction(both)));
        int rightWidth = RelTypes.of(join.right()).size();
        PlanNode node = new PlanNode.Join(
                join.kind(),
                new PlanNode.Side(planner.apply(join.left(), leftOnly), leftWidth, leftKeys),
                new PlanNode.Side(planner.apply(join.right(), shifted), rightWidth, rightKeys),
                condition);
        return after.isEmpty()
                ? node
                : new PlanNode.Filter(node, compiler.apply(Scalars.conjunction(after)));
    }

    private void placeOn(Scalar condition, int leftWidth, boolean isLeftJoin) {
        boolean usesLeft = uses(condition, index -> index < leftWidth);
        boolean usesRight = uses(condition, index -> index >= leftWidth);
        if (usesRight && !usesLeft) {
            rightOnly.add(condition);
        } else if (usesLeft && !usesRight && !isLeftJoin) {
            leftOnly.add(condition);
        } else if (!usesLeft || !usesRight || !placeEquality(condition, leftWidth)) {
            both.add(condition);
        }
    }

    /** An equality between the sides becomes a hash key. */
    private boolean placeEquality(Scalar condition, int leftWidth) {
        if (!(condition instanceof Scalar.Call call)
                || !call.function().name().equals("=")
                || call.arguments().size() != 2) {
            return false;
        }
        Scalar first = call.arguments().get(0);
        Scalar second = call.arguments().get(1);
        boolean isFirstLeft = isOnly(first, index -> index < leftWidth);
        Scalar left = isFirstLeft ? first : second;
        Scalar right = isFirstLeft ? second : first;
        if (!isOnly(left, index -> index < leftWidth)
                || !isOnly(right, index -> index >= leftWidth)) {
            return false;
        }
        leftKeys.add(compiler.apply(left));
        rightKeys.add(compiler.apply(Scalars.shift(right, -leftWidth)));
        return true;
    }

    private static boolean isOnly(Scalar scalar, IntPredicate side) {
        return uses(scalar, side) && !uses(scalar, side.negate());
    }

    private static boolean uses(Scalar scalar, IntPredicate columns) {
        return Scalars.any(
                scalar,
                node -> node instanceof Scalar.Column column && columns.test(column.index()));
    }
}
