package io.biplane.testbed.result;

import io.biplane.scenario.model.Scenario;

import java.util.List;

/**
 * What is known before a run begins.
 *
 * @param scenarios one for each variant of {@code compare}, in file order; at least one
 * @param file path as the user gave it; part of the replay command
 * @param buildId version and, where known, commit of the code
 * @param overrides flags that changed the scenario, as they have to be repeated to replay it:
 *     {@code --nodes 7}
 */
public record RunHeader(
        List<Scenario> scenarios, String file, String buildId, List<String> overrides) {
    public RunHeader {
        scenarios = List.copyOf(scenarios);
        overrides = List.copyOf(overrides);
    }

    /** The first variant, whose name, title and seed are those of all. */
    public Scenario first() {
        return scenarios.get(0);
    }

    /** What to type to get this run again. */
    public String replayCommand() {
        StringBuilder command = new StringBuilder("biplane replay ").append(file);
        command.append(" --seed ").append(first().seed());
        overrides.forEach(flag -> command.append(' ').append(flag));
        return command.toString();
    }
}
