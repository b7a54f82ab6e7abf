package io.biplane.sql.plan;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.bind.Rel;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;

/** The types of a relation's columns. */
final class RelTypes {
    private RelTypes() {}

    static List<SqlType> of(Rel rel) {
        List<SqlType> types = new ArrayList<>();
        if (rel instanceof Rel.Table table) {
            table.table().columns().forEach(column -> types.add(column.type().base()));
        } else if (rel instanceof Rel.Values values) {
            values.rows().get(0).forEach(scalar -> types.add(scalar.type()));
        } else if (rel instanceof Rel.Project project) {
            project.columns().forEach(scalar -> types.add(scalar.type()));
        } else if (rel instanceof Rel.Group group) {
            group.keys().stream().map(Scalar::type).forEach(types::add);
            group.aggregates().forEach(aggregate -> types.add(aggregate.type()));
        } else if (rel instanceof Rel.Join join) {
            types.addAll(of(join.left()));
            types.addAll(of(join.right()));
        } else {
            return of(input(rel));
        }
        return types;
    }

    private static Rel input(Rel rel) {
        if (rel instanceof Rel.Filter filter) {
            return filter.input();
        }
        if (rel instanceof Rel.Distinct distinct) {
            return distinct.input();
        }
        if (rel instanceof Rel.Sort sort) {
            return sort.input();
        }
        if (rel instanceof Rel.Limit limit) {
            return limit.input();
        }
        throw new InvariantViolation("no case for " + rel);
    }
}
