package io.biplane.checker.verdict;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checker's answer.
 *
 * @param checker who says so, such as {@code linearizable register}
 * @param validity valid, invalid or unknown
 * @param summary one sentence
 * @param anomalies the reasons of an invalid verdict, most telling first
 * @param facts what was counted on the way, by name; values as in histories
 */
public record Verdict(
        String checker,
        Validity validity,
        String summary,
        List<Anomaly> anomalies,
        SortedMap<String, Object> facts) {
    public Verdict {
        anomalies = List.copyOf(anomalies);
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        if (anomalies.isEmpty() == (validity == Validity.INVALID)) {
            throw new IllegalArgumentException(
                    validity + " with " + anomalies.size() + " anomalies: " + summary);
        }
    }

    /** A valid verdict. */
    public static Verdict valid(String checker, String summary, SortedMap<String, Object> facts) {
        return new Verdict(checker, Validity.VALID, summary, List.of(), facts);
    }

    /** An unknown verdict; the summary says why and how far the checker got. */
    public static Verdict unknown(String checker, String summary, SortedMap<String, Object> facts) {
        return new Verdict(checker, Validity.UNKNOWN, summary, List.of(), facts);
    }

    /** An invalid verdict. */
    public static Verdict invalid(
            String checker,
            String summary,
            List<Anomaly> anomalies,
            SortedMap<String, Object> facts) {
        return new Verdict(checker, Validity.INVALID, summary, anomalies, facts);
    }
}
