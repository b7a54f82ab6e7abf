package io.biplane.architecture.mutants;

import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.ScenarioEngine;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;
import io.biplane.testbed.result.VariantResult;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own, in which the changed classes come first: runs a scenario and prints what was not held. {@code FILE SEED VARIANT
 * FOLDER}; an empty variant stands for all.
 */
final class MutantRun {
    private static final long TICK_NANOS = 1_000_000_000L;

    private MutantRun() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        ScenarioFile file = ScenarioFile.load(Path.of(arguments[0]), Overrides.NONE);
        List<Scenario> scenarios = file.scenarios(Long.parseLong(arguments[1])).stream()
                .filter(scenario ->
                        arguments[2].isEmpty() || scenario.variant().label().equals(arguments[2]))
                .toList();
        RunHeader header = new RunHeader(scenarios, file.file(), "unnamed", List.of());
        RunRequest request = new RunRequest(header, Path.of(arguments[3]), TICK_NANOS, () -> false);
        try {
            RunResult result =
                    ScenarioEngine.installed().orElseThrow().run(request, RunObserver.NONE);
            result.variants().forEach(variant -> print(variant, out));
            out.println(result.verdict());
        } catch (RunCrashed crash) {
            out.println("CRASHED " + crash.getMessage());
        }
        out.flush();
        System.exit(0);
    }

    private static void print(VariantResult variant, PrintStream out) {
        variant.checks().stream()
                .filter(check -> check.outcome() != Outcome.HELD)
                .forEach(check ->
                        out.println(word(check.outcome()) + check.name() + ": " + check.detail()));
        variant.thresholds().stream()
                .filter(threshold -> threshold.outcome() != Outcome.HELD)
                .forEach(threshold -> out.println(word(threshold.outcome())
                        + threshold.threshold().text() + ": " + threshold.measured()));
        variant.notes().forEach(note -> out.println("open " + note));
    }

    private static String word(Outcome outcome) {
        return outcome == Outcome.BROKEN ? "BROKEN " : "open ";
    }
}
