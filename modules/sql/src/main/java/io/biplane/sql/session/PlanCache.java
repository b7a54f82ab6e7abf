package io.biplane.sql.session;

import io.biplane.base.invariant.Invariant;
import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.parse.ParsedStatement;
import io.biplane.sql.plan.PhysicalPlan;
import io.biplane.sql.types.SqlType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statements that were parsed and planned before, by text and declared parameter types; bounded,
 * the
 * least recently used one leaves. A plan is handed out only while the catalog holds the very
 * versions of the tables it was made from, so a schema change simply misses.
 */
public final class PlanCache {
    /** Source: docs/reference/sql.md §2.5 finds 50 enough for a workload; four times that leaves room. */
    static final int DEFAULT_CAPACITY = 200;

    private record PlanKey(String text, List<SqlType> declared) {}

    private final LinkedHashMap<String, ParsedStatement> statements;
    private final LinkedHashMap<PlanKey, PhysicalPlan> plans;

    PlanCache(int capacity) {
        Invariant.check(capacity > 0, "capacity " + capacity);
        this.statements = bounded(capacity);
        this.plans = bounded(capacity);
    }

    private static <K, V> LinkedHashMap<K, V> bounded(int capacity) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    Optional<ParsedStatement> statement(String text) {
        return Optional.ofNullable(statements.get(text));
    }

    void put(String text, ParsedStatement statement) {
        statements.put(text, statement);
    }

    /** The plan of {@code text} if there is one that fits {@code catalog}. */
    Optional<PhysicalPlan> plan(String text, List<SqlType> declared, CatalogSnapshot catalog) {
        PhysicalPlan plan = plans.get(new PlanKey(text, declared));
        if (plan == null) {
            return Optional.empty();
        }
        for (TableDescriptor table : plan.tables()) {
            if (!catalog.isCurrent(table)) {
                return Optional.empty();
            }
        }
        return Optional.of(plan);
    }

    void put(String text, List<SqlType> declared, PhysicalPlan plan) {
        plans.put(new PlanKey(text, declared), plan);
    }

    /** Number of plans held. */
    public int size() {
        return plans.size();
    }

    /** Forgets everything: the state of a server that has just started. */
    public void clear() {
        statements.clear();
        plans.clear();
    }
}
