package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Anomaly;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts into words why a search found no linearization. */
final class Explanation {
    private Explanation() {}

    /** The anomaly of a part whose search got stuck; {@code end} is the event that completes it. */
    static Anomaly of(Part<?> part, SearchResult.Stuck stuck, String subject, long end) {
        int returning = ~part.events[stuck.event()];
        Operation culprit = part.operations.get(returning);
        Set<Operation> conflict = new LinkedHashSet<>();
        conflict.add(culprit);
        StringBuilder text = new StringBuilder(culprit.describe())
                .append(" fits nowhere between its invocation and its return.\n");
        for (SearchResult.DeadEnd deadEnd : stuck.deadEnds()) {
            text.append("All that returned before can be ordered so that the state is ")
                    .append(deadEnd.state());
            if (deadEnd.lastEffect() >= 0) {
                Operation last = part.operations.get(deadEnd.lastEffect());
                conflict.add(last);
                text.append(", after ").append(last.describe());
            }
            text.append(";\n");
        }
        List<Operation> pending = pending(part, stuck.event(), returning);
        if (!pending.isEmpty()) {
            text.append("nor does it help to let any of ")
                    .append(pending.size())
                    .append(" other pending operations go first;\n");
        }
        conflict.addAll(pending);
        text.append("the first ").append(end + 1).append(" events show it");
        return new Anomaly(
                "non-linearizable", subject, text.toString(), new ArrayList<>(conflict), end);
    }

    private static List<Operation> pending(Part<?> part, int event, int returning) {
        Window window = new Window(part);
        while (window.at() < event) {
            window.forward();
        }
        List<Operation> pending = new ArrayList<>();
        for (int slot = 0; slot < window.slotCount(); slot++) {
            int operation = window.pending(slot);
            if (operation >= 0 && operation != returning) {
                pending.add(part.operations.get(operation));
            }
        }
        return pending;
    }
}
