package io.biplane.testbed.verdict;

import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Phase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts a run into the stretches a reader thinks in: before, during each step, after it. */
public final class Phases {
    private Phases() {}

    /** The phases of a run that ended at {@code endNanos}. */
    public static List<Phase> of(List<FaultWindow> faults, List<Samples> loads, long endNanos) {
        List<Phase> phases = new ArrayList<>();
        long reached = 0;
        String quiet = "before";
        for (FaultWindow fault : inOrder(faults)) {
            if (fault.fromNanos() >= endNanos) {
                break;
            }
            add(phases, quiet, reached, fault.fromNanos(), loads);
            long until = fault.lasting()
                    ? Math.min(endNanos, fault.untilNanos().orElse(endNanos))
                    : fault.fromNanos();
            if (fault.lasting()) {
                add(phases, "during " + fault.label(), fault.fromNanos(), until, loads);
            }
            if (until >= reached) {
                quiet = "after " + fault.label();
            }
            reached = Math.max(reached, until);
        }
        add(phases, quiet, reached, endNanos, loads);
        return phases;
    }

    /** The stretches in which nothing was going on and that ended because a step fired. */
    public static List<Samples.Window> calms(List<FaultWindow> faults, long endNanos) {
        List<Samples.Window> calms = new ArrayList<>();
        long reached = 0;
        for (FaultWindow fault : inOrder(faults)) {
            if (fault.fromNanos() > reached) {
                calms.add(new Samples.Window(reached, fault.fromNanos()));
            }
            reached = Math.max(reached, fault.endNanos(endNanos));
        }
        return calms;
    }

    private static List<FaultWindow> inOrder(List<FaultWindow> faults) {
        return faults.stream()
                .sorted(Comparator.comparingLong(FaultWindow::fromNanos))
                .toList();
    }

    private static void add(
            List<Phase> phases, String name, long from, long until, List<Samples> loads) {
        if (from >= until) {
            return;
        }
        List<OperationTotal> totals = new ArrayList<>();
        for (Samples samples : loads) {
            for (String operation : samples.operations()) {
                totals.add(samples.total(operation, new Samples.Window(from, until)));
            }
        }
        phases.add(new Phase(name, from, until, totals));
    }
}
