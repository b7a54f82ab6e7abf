package io.biplane.testbed.runner;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.Simulation;
import io.biplane.kernel.trace.StateChange;
import io.biplane.scenario.model.Scenario;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.result.Verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * Something no scenario can do, put into a run so that a check which no scenario can break is seen broken.
 *
 * <ul>
 *   <li>{@code lose_syncs}: every disk says a write is durable and keeps none, so that logs come back shorter after a power cut.
 *   <li>{@code foreign_tenant}: a server called {@code main} starts for another virtual cluster, so that what {@code main} then reads is
 *       not its own.
 *   <li>{@code early_version}: {@code main} is finalized above the system's version.
 * </ul>
 *
 * @param atNanos since zero, in whole tenths of a second
 * @param what one of the above
 */
public record Plant(long atNanos, String what) {
    /** Reads {@code 2s lose_syncs}. */
    public static Plant parse(String text) {
        String[] words = text.split(" ");
        long seconds = Long.parseLong(words[0].substring(0, words[0].length() - 1));
        return new Plant(seconds * 1_000_000_000L, words[1]);
    }

    /** Runs the only variant of a request, with plants. */
    public static Verdict run(RunRequest request, RunObserver observer, List<Plant> plants) {
        Scenario scenario = request.header().first();
        Planter planter = new Planter(observer, plants);
        try (VariantRun run = new VariantRun(request, scenario, request.folder(), planter)) {
            planter.simulation = run.simulation();
            return run.run().verdict();
        } catch (RuntimeException failure) {
            throw new RunCrashed(scenario.variant(), 0, 0, failure);
        }
    }

    private void into(Simulation simulation) {
        switch (what) {
            case "lose_syncs" ->
                simulation.hosts().stream().map(Host::disk).forEach(disk -> disk.loseSyncs(true));
            case "foreign_tenant" ->
                change(
                        simulation,
                        new SqlServerChange.TenantStarted(new TenantId(99), "main", new NodeId(1)));
            case "early_version" ->
                change(
                        simulation,
                        new SqlServerChange.VersionFinalized("main", ClusterVersion.parse("26.2")));
            default -> throw new IllegalArgumentException("nobody plants " + what);
        }
    }

    private static void change(Simulation simulation, StateChange change) {
        simulation.trace().stateChanged(simulation.nowNanos(), "n1", change);
    }

    /** Plants when the time has come, and passes everything on. */
    private static final class Planter implements RunObserver {
        private final RunObserver observer;
        private final List<Plant> left;
        private Simulation simulation;

        Planter(RunObserver observer, List<Plant> plants) {
            this.observer = observer;
            this.left = new ArrayList<>(plants);
        }

        @Override
        public void progress(Scenario scenario, long atNanos) {
            left.stream().filter(plant -> plant.atNanos == atNanos).forEach(plant -> {
                observer.note(atNanos, "planted: " + plant.what);
                plant.into(simulation);
            });
        }

        @Override
        public void variantStarted(Scenario scenario) {
            observer.variantStarted(scenario);
        }

        @Override
        public void stepFired(FaultWindow window) {
            observer.stepFired(window);
        }

        @Override
        public void stepCompleted(FaultWindow window) {
            observer.stepCompleted(window);
        }

        @Override
        public void note(long atNanos, String text) {
            observer.note(atNanos, text);
        }

        @Override
        public void change(long atNanos, String host, StateChange change) {
            observer.change(atNanos, host, change);
        }

        @Override
        public void variantEnded(VariantResult result) {
            observer.variantEnded(result);
        }
    }
}
