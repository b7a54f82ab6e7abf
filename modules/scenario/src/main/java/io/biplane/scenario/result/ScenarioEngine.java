package io.biplane.scenario.result;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Executes scenarios. Found as a service ({@code META-INF/services}), so that the command and the reports do not depend on
 * the runner's insides.
 */
public interface ScenarioEngine {
    /**
     * Runs every scenario of the request, in order, on the calling thread.
     *
     * @throws RunCrashed when an invariant of the simulator itself broke, or its code failed
     */
    RunResult run(RunRequest request, RunObserver observer);

    /** The engine on the class path. */
    static Optional<ScenarioEngine> installed() {
        return ServiceLoader.load(ScenarioEngine.class).findFirst();
    }
}
