package io.biplane.testbed.verdict;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Operations;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Verdict;
import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.result.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Hands a kv load's history to the linearizability checker: each key a register. */
public final class Linearizability {
    private Linearizability() {}

    /** Whether the reads and writes of a kv load could have happened one after another in real time. */
    public static HistoryChecks.Finding ofKv(List<HistoryEvent> history) {
        List<Event> events = new ArrayList<>();
        for (HistoryEvent event : history) {
            if (event.f().equals("read") || event.f().equals("write")) {
                events.add(new Event(
                        events.size(),
                        event.process(),
                        EventType.valueOf(event.type().name()),
                        event.f(),
                        event.value(),
                        event.atNanos(),
                        new Context(
                                event.node(),
                                event.virtualCluster(),
                                event.load(),
                                "",
                                event.error())));
            }
        }
        try {
            return finding(LinearizabilityChecker.check(
                    Operations.pair(events), RegisterModel.keyed(), Limits.DEFAULT));
        } catch (HistoryFormatException malformed) {
            throw new IllegalStateException("the runner wrote a malformed history", malformed);
        }
    }

    private static HistoryChecks.Finding finding(Verdict verdict) {
        Outcome outcome = switch (verdict.validity()) {
            case VALID -> Outcome.HELD;
            case INVALID -> Outcome.BROKEN;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
        return new HistoryChecks.Finding(outcome, verdict.summary(), OptionalLong.empty());
    }
}
