package io.biplane.testbed.runner;

import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.observe.InOrder;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.ScenarioEngine;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;
import io.biplane.testbed.result.VariantResult;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The engine that simulates a cluster for each variant of a scenario. Each variant is a task for the request's executor; they share
 * nothing, so results are the same whether they run at the same time or one after another.
 */
public final class BiplaneEngine implements ScenarioEngine {
    @Override
    public RunResult run(RunRequest request, RunObserver observer) {
        observer.runStarted(request.header());
        List<Scenario> scenarios = request.header().scenarios();
        InOrder inOrder = new InOrder(observer, scenarios.size());
        // The first variant that crashed: those behind it are not wanted any more.
        AtomicInteger crashed = new AtomicInteger(Integer.MAX_VALUE);
        List<FutureTask<Optional<VariantResult>>> tasks = new ArrayList<>();
        for (int i = 0; i < scenarios.size(); i++) {
            int index = i;
            FutureTask<Optional<VariantResult>> task =
                    new FutureTask<>(() -> runOne(request, index, inOrder, crashed));
            tasks.add(task);
            request.executor().execute(task);
        }
        return RunResult.of(request.header(), results(tasks));
    }

    /** Empty when it was not begun: the user had interrupted, or another had crashed, before its turn. */
    private static Optional<VariantResult> runOne(
            RunRequest request, int index, InOrder inOrder, AtomicInteger crashed) {
        try {
            boolean late = index > 0 && request.interrupted().getAsBoolean();
            if (late || crashed.get() < index) {
                return Optional.empty();
            }
            RunRequest own = new RunRequest(
                    request.header(),
                    request.folder(),
                    request.displayEveryNanos(),
                    () -> crashed.get() < index || request.interrupted().getAsBoolean(),
                    request.executor(),
                    request.inspection());
            Scenario scenario = request.header().scenarios().get(index);
            return Optional.of(simulate(own, scenario, inOrder.of(index)));
        } catch (RuntimeException | Error failure) {
            crashed.accumulateAndGet(index, Math::min);
            throw failure;
        } finally {
            inOrder.over(index);
        }
    }

    private static VariantResult simulate(
            RunRequest request, Scenario scenario, RunObserver observer) {
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

    /** Waits for all; of several crashes the first variant's is thrown, as if they had run in turn. */
    private static List<VariantResult> results(List<FutureTask<Optional<VariantResult>>> tasks) {
        List<VariantResult> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (FutureTask<Optional<VariantResult>> task : tasks) {
            try {
                task.get().ifPresent(results::add);
            } catch (ExecutionException failed) {
                failures.add(failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while variants ran", stopped);
            }
        }
        if (!failures.isEmpty()) {
            if (failures.get(0) instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failures.get(0);
        }
        return results;
    }

    /** The run's folder; one below it for each variant when there are several. */
    private static Path folder(RunRequest request, Scenario scenario) {
        return request.header().scenarios().size() == 1
                ? request.folder()
                : request.folder().resolve(scenario.variant().label());
    }
}
