package io.biplane.sql.plan;

import io.biplane.sql.bind.Rel.SortKey;
import io.biplane.sql.scalar.Scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides whether a scan's key order, forwards or backwards, already is the order asked for. */
final class KeyOrder {
    private KeyOrder() {}

    /** {@code node}, turned round if need be, when it delivers rows ordered by {@code keys}. */
    static Optional<PlanNode> tryOrder(PlanNode node, List<SortKey> keys) {
        if (node instanceof PlanNode.Project project) {
            List<SortKey> below = new ArrayList<>(keys.size());
            for (SortKey key : keys) {
                if (!(project.columns().get(key.index()).scalar()
                        instanceof Scalar.Column column)) {
                    return Optional.empty();
                }
                below.add(new SortKey(column.index(), key.isDescending(), key.isNullsFirst()));
            }
            return tryOrder(project.input(), below)
                    .map(input -> new PlanNode.Project(input, project.columns()));
        }
        if (!(node instanceof PlanNode.Scan scan)) {
            return Optional.empty();
        }
        boolean isReverse = keys.get(0).isDescending();
        if (!isKeyOrder(scan, keys, isReverse)) {
            return Optional.empty();
        }
        return Optional.of(new PlanNode.Scan(
                scan.table(), scan.constraint(), scan.filter(), isReverse, scan.limit()));
    }

    /**
     * The sort keys must be key columns in order, all in one direction; columns that one value is
     * fixed for
     * may be left out or appear anywhere. Behind the whole key nothing matters any more. Key
     * columns hold no NULLs.
     */
    private static boolean isKeyOrder(PlanNode.Scan scan, List<SortKey> keys, boolean isReverse) {
        int next = 0;
        for (SortKey key : keys) {
            if (isFixed(scan, key.index())) {
                continue;
            }
            while (next < scan.table().keyLength()
                    && isFixed(scan, scan.table().keyOrdinal(next))) {
                next++;
            }
            if (next == scan.table().keyLength()) {
                return true;
            }
            if (scan.table().keyOrdinal(next) != key.index() || key.isDescending() != isReverse) {
                return false;
            }
            next++;
        }
        return true;
    }

    private static boolean isFixed(PlanNode.Scan scan, int ordinal) {
        List<KeyConstraint.Alternatives> equalities = scan.constraint().equalities();
        for (int i = 0; i < equalities.size(); i++) {
            if (scan.table().keyOrdinal(i) == ordinal) {
                return equalities.get(i).isSingle();
            }
        }
        return false;
    }
}
