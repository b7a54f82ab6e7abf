package io.biplane.checker.domain;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ids given out are all different. */
public final class UniqueIdsChecker {
    private UniqueIdsChecker() {}

    /** Checks the results of ok operations with the name given, such as {@code generate}. */
    public static Verdict check(List<Operation> operations, String f) {
        Report report = new Report("unique-ids");
        Map<Object, Operation> owners = new LinkedHashMap<>();
        for (Operation operation : operations) {
            if (!operation.isOk() || !operation.f().equals(f)) {
                continue;
            }
            report.judged();
            if (operation.output() instanceof Nil) {
                String text = operation.describe() + "\ngot no id";
                report.broken("no-id", "", text, List.of(operation));
                continue;
            }
            Operation owner = owners.putIfAbsent(operation.output(), operation);
            if (owner != null) {
                report.broken(
                        "duplicate-id",
                        "id " + operation.output(),
                        operation.describe() + "\ngot the id of " + owner.describe(),
                        List.of(owner, operation));
            }
        }
        return report.verdict("ids");
    }
}
