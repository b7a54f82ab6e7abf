package io.biplane.scenario.model;

import io.biplane.scenario.expect.Expectations;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.TimelineStep;

import java.util.List;
import java.util.Optional;

/**
 * One run, ready to execute: a scenario file with one seed and one variant of its {@code compare}
 * block.
 *
 * @param name file name without folder and extension; names the run's folder
 * @param title the text of the {@code scenario} key
 * @param description free text, may be empty
 * @param seed where every draw of the run comes from
 * @param variant which of the variants of {@code compare} this is
 * @param horizonNanos virtual end of the run, from scenario zero
 * @param clusters exactly one in this release
 * @param network latencies and loss of all links
 * @param clocks how far the machines' clocks are apart
 * @param disk the machines' disks
 * @param loads in file order
 * @param timeline by file order; {@code every} is already one step for each firing
 * @param expectations what has to hold for the run to pass
 * @param omitted what the key {@code faults} left out of timeline and expectations
 * @param mark the {@code scenario} key
 */
public record Scenario(
        String name,
        String title,
        String description,
        long seed,
        Variant variant,
        long horizonNanos,
        List<ClusterSpec> clusters,
        NetworkSpec network,
        ClockSpec clocks,
        DiskSpec disk,
        List<LoadSpec> loads,
        List<TimelineStep> timeline,
        Expectations expectations,
        Omitted omitted,
        SourcePosition mark) {
    public Scenario {
        clusters = List.copyOf(clusters);
        loads = List.copyOf(loads);
        timeline = List.copyOf(timeline);
    }

    /** How many steps and expectations of the file are not part of this run. */
    public record Omitted(int steps, int expectations) {}

    /** The one cluster of this release's scenarios. */
    public ClusterSpec cluster() {
        return clusters.get(0);
    }

    /** The load of that name. */
    public Optional<LoadSpec> load(String loadName) {
        return loads.stream().filter(load -> load.name().equals(loadName)).findFirst();
    }

    /**
     * All steps a reference of an expectation means: those with that id, else those with that verb.
     */
    public List<TimelineStep> steps(String idOrVerb) {
        List<TimelineStep> byId = timeline.stream()
                .filter(step -> step.id().equals(idOrVerb) || step.group().equals(idOrVerb))
                .toList();
        return byId.isEmpty()
                ? timeline.stream()
                        .filter(step -> step.verb().name().equals(idOrVerb))
                        .toList()
                : byId;
    }
}
