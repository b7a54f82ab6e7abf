package io.biplane.testbed.runner;

import io.biplane.kernel.sim.Simulation;
import io.biplane.kvserver.invariant.SimulationInvariants;
import io.biplane.scenario.expect.Check;
import io.biplane.scenario.expect.Coverage;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.detail.Details;
import io.biplane.testbed.detail.MessageLog;
import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.observe.RunRecorder;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.result.Verdict;
import io.biplane.testbed.verdict.HistoryChecks;
import io.biplane.testbed.verdict.LoadChecks;
import io.biplane.testbed.verdict.Phases;
import io.biplane.testbed.verdict.ThresholdEvaluator;
import io.biplane.testbed.verdict.UnansweredLoads;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns what a run left behind into its result. */
final class VariantOutcome {
    private final Scenario scenario;
    private final RunRecorder recorder;
    private final Loads loads;
    private final Timeline timeline;
    private final List<FaultWindow> faults;
    private final long endNanos;

    VariantOutcome(
            Scenario scenario,
            RunRecorder recorder,
            Loads loads,
            Timeline timeline,
            List<FaultWindow> faults,
            long endNanos) {
        this.scenario = scenario;
        this.recorder = recorder;
        this.loads = loads;
        this.timeline = timeline;
        this.faults = faults;
        this.endNanos = endNanos;
    }

    /**
     * What was seen while the run went on.
     *
     * @param world as it is at the end
     */
    record Seen(World world, List<Tick> ticks, List<Lane> lanes, MessageLog messages) {}

    VariantResult result(Seen seen, boolean interrupted) {
        World world = seen.world();
        Simulation simulation = world.simulation();
        List<CheckResult> checks = new ArrayList<>();
        scenario.expectations()
                .always()
                .forEach(check -> checks.add(check(world, check, interrupted)));
        scenario.expectations().sometimes().forEach(coverage -> checks.add(coverage(coverage)));
        checks.addAll(timeline.checks());
        List<Samples.Window> calms = Phases.calms(faults, endNanos);
        loads.samples().forEach(samples -> samples.setCalms(calms));
        List<ThresholdResult> thresholds = new ThresholdEvaluator(
                        scenario, faults, loads.samples(), recorder::countBetween, endNanos)
                .evaluate(scenario.expectations().thresholds());
        List<String> notes = new ArrayList<>(timeline.neverFired());
        if (!interrupted) {
            checks.addAll(
                    UnansweredLoads.of(scenario.loads(), loads.samples(), thresholds, endNanos));
            if (UnansweredLoads.nothingWasDue(loads.samples())) {
                notes.add("no operation of any load was due");
            }
        }
        return new VariantResult(
                scenario.variant(),
                verdict(checks, thresholds, notes, interrupted),
                endNanos,
                String.format(Locale.ROOT, "%016x", simulation.trace().digest()),
                simulation.eventCount(),
                seen.ticks(),
                operations(),
                virtualClusters(),
                Phases.of(faults, loads.samples(), endNanos),
                checks,
                thresholds,
                faults,
                seen.lanes(),
                recorder.series(),
                new Details(samplesUntil(endNanos), loads.history().events(), seen.messages()),
                notes);
    }

    /** Every operation that ended, and was due before the end. */
    private List<RawSample> samplesUntil(long end) {
        List<RawSample> all = new ArrayList<>();
        for (Samples samples : loads.samples()) {
            samples.forEach((operation, dueAt, doneAt, outcome) -> {
                if (dueAt < end) {
                    all.add(new RawSample(
                            samples.load(), operation, dueAt, doneAt - dueAt, ending(outcome)));
                }
            });
        }
        return all;
    }

    private static RawSample.Ending ending(Samples.Outcome outcome) {
        return switch (outcome) {
            case OK -> RawSample.Ending.OK;
            case FAILED -> RawSample.Ending.FAIL;
            case UNKNOWN -> RawSample.Ending.INFO;
        };
    }

    private List<OperationTotal> operations() {
        List<OperationTotal> totals = new ArrayList<>();
        for (Samples samples : loads.samples()) {
            for (String operation : samples.operations()) {
                totals.add(samples.total(operation, new Samples.Window(0, Long.MAX_VALUE)));
            }
        }
        return totals;
    }

    private List<OperationTotal> virtualClusters() {
        return loads.samples().stream()
                .map(Samples::virtualCluster)
                .distinct()
                .map(name ->
                        Samples.total(name, loads.samples(), new Samples.Window(0, Long.MAX_VALUE)))
                .toList();
    }

    private Verdict verdict(
            List<CheckResult> checks,
            List<ThresholdResult> thresholds,
            List<String> notes,
            boolean interrupted) {
        if (interrupted) {
            return Verdict.INTERRUPTED;
        }
        boolean broken = checks.stream().anyMatch(check -> check.outcome() == Outcome.BROKEN)
                || thresholds.stream().anyMatch(threshold -> threshold.outcome() == Outcome.BROKEN);
        boolean unknown = checks.stream().anyMatch(check -> check.outcome() == Outcome.UNKNOWN)
                || thresholds.stream().anyMatch(threshold -> threshold.outcome() == Outcome.UNKNOWN)
                || !notes.isEmpty();
        return broken ? Verdict.FAILED : unknown ? Verdict.INCONCLUSIVE : Verdict.PASSED;
    }

    private CheckResult coverage(Coverage coverage) {
        long count = recorder.countSinceZero(coverage.stateChange());
        return new CheckResult(
                "sometimes " + coverage.label(),
                CheckResult.Kind.SOMETIMES,
                count > 0 ? Outcome.HELD : Outcome.BROKEN,
                count > 0 ? count + " times" : "never happened: the run did not exercise it",
                OptionalLong.empty(),
                Optional.empty(),
                coverage.mark());
    }

    private CheckResult check(World world, Check check, boolean interrupted) {
        HistoryChecks.Finding finding = interrupted && check.kind().needsLoad()
                ? new HistoryChecks.Finding(
                        Outcome.UNKNOWN, "the run was interrupted", OptionalLong.empty())
                : expected(check, find(world, check));
        return new CheckResult(
                check.label(),
                CheckResult.Kind.ALWAYS,
                finding.outcome(),
                finding.detail(),
                finding.atNanos(),
                Optional.empty(),
                check.mark());
    }

    /** What a finding means to a check that has to be found broken. */
    private static HistoryChecks.Finding expected(Check check, HistoryChecks.Finding found) {
        if (!check.isBroken() || found.outcome() == Outcome.UNKNOWN) {
            return found;
        }
        return found.outcome() == Outcome.BROKEN
                ? new HistoryChecks.Finding(
                        Outcome.HELD, "broken, as expected: " + found.detail(), found.atNanos())
                : new HistoryChecks.Finding(
                        Outcome.BROKEN,
                        "holds, and was expected to be broken: " + found.detail(),
                        found.atNanos());
    }

    /** Invariants stop the run when they break, so a run that came to its end has kept them; what they saw is counted. */
    private HistoryChecks.Finding find(World world, Check check) {
        return switch (check.kind()) {
            case RAFT_SAFETY -> watched(world.cluster().invariants().checkCount());
            case SINGLE_LEASEHOLDER -> leaseholders(world.cluster().invariants());
            case TENANT_ISOLATION -> watched(world.isolation().checkCount());
            case VERSION_ORDER -> versionOrder();
            case NO_LOST_WRITES, LINEARIZABLE, SPAN_COUNTS, BANK_TOTAL -> history(check);
        };
    }

    /**
     * Beyond the max offset two nodes may serve at a time; that is told, and does not end the run. Where nodes end
     * themselves over their clocks, nothing is promised of what they do until then: such times are left out. Where they do
     * not, the promise is broken for good.
     */
    private HistoryChecks.Finding leaseholders(SimulationInvariants invariants) {
        long beyond = invariants.beyondLimitCount();
        if (beyond == 0) {
            return watched(invariants.checkCount());
        }
        String times =
                beyond + (beyond == 1 ? " time" : " times") + " with a clock beyond max_offset";
        String first = ", first: " + invariants.beyondLimit();
        return scenario.clocks().limits().endsProcess()
                ? new HistoryChecks.Finding(
                        Outcome.HELD,
                        "checked " + invariants.checkCount() + " times; left out " + times
                                + ", as nothing is promised before its node ends itself" + first,
                        OptionalLong.empty())
                : new HistoryChecks.Finding(Outcome.BROKEN, times + first, OptionalLong.empty());
    }

    private static HistoryChecks.Finding watched(long checkCount) {
        return checkCount == 0
                ? new HistoryChecks.Finding(
                        Outcome.UNKNOWN, "nothing was there to check", OptionalLong.empty())
                : new HistoryChecks.Finding(
                        Outcome.HELD, "checked " + checkCount + " times", OptionalLong.empty());
    }

    private HistoryChecks.Finding versionOrder() {
        return recorder.versionsInOrder()
                ? new HistoryChecks.Finding(
                        Outcome.HELD,
                        recorder.finalizations() + " finalizations",
                        OptionalLong.empty())
                : new HistoryChecks.Finding(
                        Outcome.BROKEN,
                        "a virtual cluster was finalized ahead of the system",
                        OptionalLong.empty());
    }

    private HistoryChecks.Finding history(Check check) {
        LoadSpec load = scenario.load(check.load().orElseThrow()).orElseThrow();
        return LoadChecks.find(check, load, loads.history().events());
    }
}
