package io.biplane.testbed.verdict;

import io.biplane.scenario.expect.Check;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.workload.BankWorkload;
import io.biplane.testbed.workload.Workloads;

import java.util.List;

/** Checks of one load's whole history; asked at the end of a run, and again for a stored one. */
public final class LoadChecks {
    private LoadChecks() {}

    /**
     * What a check finds.
     *
     * @param check one whose kind needs a load
     * @param load the load it names
     * @param history of the run, other loads included
     */
    public static HistoryChecks.Finding find(
            Check check, LoadSpec load, List<HistoryEvent> history) {
        List<HistoryEvent> events = history.stream()
                .filter(event -> event.load().equals(load.name()))
                .toList();
        return switch (check.kind()) {
            case NO_LOST_WRITES -> noLostWrites(load, events);
            case BANK_TOTAL -> HistoryChecks.bankTotal(events, load.accounts(), total(load));
            case SPAN_COUNTS -> SpanCounts.check(events);
            case LINEARIZABLE -> Linearizability.ofKv(events);
            case RAFT_SAFETY, SINGLE_LEASEHOLDER, TENANT_ISOLATION, VERSION_ORDER ->
                throw new IllegalArgumentException("not a check of a history: " + check.kind());
        };
    }

    private static HistoryChecks.Finding noLostWrites(LoadSpec load, List<HistoryEvent> events) {
        return load.workload() == LoadSpec.Workload.BANK
                ? HistoryChecks.noLostTransfers(
                        events,
                        load.accounts(),
                        BankWorkload.initialBalance(load.accounts(), total(load)))
                : HistoryChecks.noLostKvWrites(events);
    }

    private static long total(LoadSpec load) {
        return ((BankWorkload) Workloads.of(load)).total();
    }
}
