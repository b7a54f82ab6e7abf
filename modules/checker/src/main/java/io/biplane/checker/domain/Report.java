package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a checker of this package has found so far; mutable, lives for one check. */
final class Report {
    /** Anomalies told in full; the others are counted. */
    private static final int ANOMALIES_MAX = 16;

    private final String checker;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final TreeMap<String, Object> facts = new TreeMap<>();
    /** Why something could not be judged; empty if everything could. */
    private String undecided = "";
    /** What a valid verdict does not speak of; empty if nothing. */
    private String remark = "";

    private long judged;
    private long broken;

    Report(String checker) {
        this.checker = checker;
    }

    /** One more thing was looked at, broken or not. */
    void judged() {
        judged++;
    }

    void fact(String name, Object value) {
        facts.put(name, value);
    }

    void broken(String kind, String subject, String explanation, List<Operation> operations) {
        broken++;
        if (anomalies.size() < ANOMALIES_MAX) {
            long last = 0;
            for (Operation operation : operations) {
                Operation.Span span = operation.span();
                last = Math.max(last, operation.isOk() ? span.returnIndex() : span.invokeIndex());
            }
            anomalies.add(new Anomaly(kind, subject, explanation, operations, last));
        }
    }

    /**
     * Something makes no sense to the checker: the verdict is not valid, but what is known to be
     * broken stays so.
     */
    void undecided(String why) {
        undecided = undecided.isEmpty() ? why : undecided;
    }

    /** Limits what a valid verdict says; begins where its sentence ends. */
    void remark(String limit) {
        remark = limit;
    }

    /**
     * The verdict; {@code what} names the things looked at, such as {@code reads of all accounts}.
     */
    Verdict verdict(String what) {
        facts.put("judged", judged);
        facts.put("broken", broken);
        if (broken > 0) {
            return Verdict.invalid(
                    checker,
                    broken + (broken == 1 ? " fault" : " faults") + "; judged: " + judged + " "
                            + what,
                    anomalies,
                    facts);
        }
        if (!undecided.isEmpty()) {
            return Verdict.unknown(checker, undecided, facts);
        }
        return judged == 0
                ? Verdict.unknown(checker, "there are no " + what + " to judge", facts)
                : Verdict.valid(checker, judged + " " + what + remark, facts);
    }
}
