package io.biplane.checker.visibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For some demands, who makes them. Mutable. */
final class Reasons implements Demands {
    private final Map<List<Integer>, Visibility.Reason> reasons = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> wanted = new LinkedHashMap<>();

    /** That one transaction's version is not above another's shall be explained. */
    void want(int one, int other) {
        wanted.computeIfAbsent(other, node -> new ArrayList<>()).add(one);
    }

    Optional<Visibility.Reason> of(int one, int other) {
        return Optional.ofNullable(reasons.get(List.of(one, other)));
    }

    @Override
    public void before(int one, int other, int reader, int key) {
        if (wanted.containsKey(other) && wanted.get(other).contains(one)) {
            reasons.putIfAbsent(List.of(one, other), new Visibility.Reason(reader, key));
        }
    }

    @Override
    public void allBefore(Several several, int other, int reader, int key) {
        for (int one : wanted.getOrDefault(other, List.of())) {
            if (several.members.contains(one)) {
                before(one, other, reader, key);
            }
        }
    }

    @Override
    public void missed(int writer, int reader, int key) {
        // It is known already.
    }
}
