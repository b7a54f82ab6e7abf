package io.biplane.testbed.runner;

import io.biplane.scenario.timeline.Remedy;
import io.biplane.testbed.cluster.SimNode;
import io.biplane.testbed.runner.VerbExecutor.Firing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lasting faults in force, and what ends them: the {@code for} of their own step, {@code heal},
 * {@code resume}, or the end of the run.
 */
final class LastingFaults {
    private final World world;
    private final SelfEnded selfEnded;
    /** By step id. */
    private final Map<String, Lasting> lasting = new TreeMap<>();

    /**
     * A fault in force.
     *
     * @param clocks machines whose clocks it makes wrong; empty for other faults
     * @param beganAtNanos by the simulation's time
     */
    private record Lasting(Firing firing, Runnable end, List<String> clocks, long beganAtNanos) {}

    LastingFaults(World world, SelfEnded selfEnded) {
        this.world = world;
        this.selfEnded = selfEnded;
    }

    /** A fault is in force, until somebody ends it. */
    void began(Firing firing, Runnable end) {
        began(firing, end, List.of());
    }

    /** A fault that makes the clocks of its machines wrong is in force. */
    void clocksWrong(Firing firing, Runnable end) {
        began(firing, end, firing.nodes());
    }

    private void began(Firing firing, Runnable end, List<String> clocks) {
        String id = firing.step().id();
        lasting.put(id, new Lasting(firing, end, clocks, world.simulation().nowNanos()));
        firing.step().forNanos().ifPresent(nanos -> world.simulation().after(nanos, () -> end(id)));
    }

    /** {@code heal}. */
    void heal(Remedy.Heal heal, Firing firing) {
        if (heal.stepId().isPresent()) {
            end(heal.stepId().get());
            firing.progress().complete();
        } else {
            endAll();
            selfEnded.bringBack(
                    selfEnded.since(0, List.of()),
                    "everything is healed",
                    firing.progress(),
                    firing.progress()::complete);
        }
    }

    /** {@code resume}. */
    void resume(Remedy.Resume resume, Firing firing) {
        firing.nodes().forEach(node -> world.simulation().host(node).resume());
        endPauses(firing.nodes());
        firing.progress().complete();
    }

    private void endPauses(List<String> resumed) {
        for (String id : List.copyOf(lasting.keySet())) {
            if (resumed.stream()
                            .noneMatch(
                                    node -> world.simulation().host(node).cpu().isPaused())
                    && id.startsWith("pause")) {
                end(id);
            }
        }
    }

    /** Ends every lasting fault. */
    void endAll() {
        List.copyOf(lasting.keySet()).forEach(this::end);
    }

    private void end(String stepId) {
        Lasting ended = lasting.remove(stepId);
        if (ended != null) {
            ended.end().run();
            // Whoever ended itself meanwhile did so over this fault, or over another clock's that
            // lasts.
            List<SimNode> back = ended.clocks().isEmpty()
                    ? List.of()
                    : selfEnded.since(ended.beganAtNanos(), stillWrong());
            selfEnded.bringBack(
                    back,
                    "fault " + stepId + " is over",
                    ended.firing().progress(),
                    ended.firing().progress()::complete);
        }
    }

    /** Machines whose clocks some fault makes wrong. */
    private List<String> stillWrong() {
        return lasting.values().stream()
                .flatMap(fault -> fault.clocks().stream())
                .toList();
    }
}
