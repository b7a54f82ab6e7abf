package io.biplane.scenario.runner;

import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.result.RunObserver;
import io.biplane.scenario.result.RunRequest;
import io.biplane.scenario.result.RunResult;
import io.biplane.scenario.result.ScenarioEngine;
import io.biplane.scenario.result.ScenarioEngine.RunCrashed;
import io.biplane.scenario.result.VariantResult;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The engine that simulates a cluster for each variant of a scenario. */
public final class BiplaneEngine implements ScenarioEngine {
    @Override
    public RunResult run(RunRequest request, RunObserver observer) {
        observer.runStarted(request.header());
        List<VariantResult> results = new ArrayList<>();
        for (Scenario scenario : request.header().scenarios()) {
            if (request.interrupted().getAsBoolean() && !results.isEmpty()) {
                break;
            }
            results.add(run(request, scenario, observer));
        }
        return RunResult.of(request.header(), results);
    }

    private static VariantResult run(RunRequest request, Scenario scenario, RunObserver observer) {
        try (VariantRun run =
                new VariantRun(request, scenario, folder(request, scenario), observer)) {
            try {
                return run.run();
            } catch (RuntimeException | Error failure) {
                throw new RunCrashed(
                        scenario.variant(),
                        run.simulation().nowNanos(),
                        run.simulation().eventCount(),
                        failure);
            }
        }
    }

    /** The run's folder; one below it for each variant when there are several. */
    private static Path folder(RunRequest request, Scenario scenario) {
        return request.header().scenarios().size() == 1
                ? request.folder()
                : request.folder().resolve(scenario.variant().label());
    }
}
