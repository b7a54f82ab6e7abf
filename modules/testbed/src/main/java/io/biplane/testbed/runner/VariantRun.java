package io.biplane.testbed.runner;

import io.biplane.kernel.sim.Simulation;
import io.biplane.node.change.NodeChange;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.files.NodeLogs;
import io.biplane.testbed.files.RunFiles;
import io.biplane.testbed.measure.Ticker;
import io.biplane.testbed.observe.MessageRecorder;
import io.biplane.testbed.observe.RunRecorder;
import io.biplane.testbed.observe.StepWatch;
import io.biplane.testbed.observe.TraceReading;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One variant of a scenario, from an empty world to its result. */
final class VariantRun implements AutoCloseable {
    /** The cluster must be up within this. Our choice: boot takes a few virtual seconds. */
    private static final long BOOT_PATIENCE_NANOS = 120_000_000_000L;
    /** Quiet time between set-up and zero, so that the load begins on a settled cluster. */
    private static final long SETTLE_NANOS = 2_000_000_000L;
    /** From the horizon until the loads end: what was healed recovers, and what was due before the horizon is worked off. */
    private static final long RECOVERY_NANOS = 30_000_000_000L;

    private static final long PROGRESS_NANOS = 100_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final RunRequest request;
    private final Scenario scenario;
    private final RunObserver observer;
    private final World world;
    private final Loads loads;
    private final RunFiles files;
    private final NodeLogs logs;
    private final RunRecorder recorder;
    private final MessageRecorder messages;
    private final List<Tick> ticks = new ArrayList<>();

    VariantRun(RunRequest request, Scenario scenario, Path folder, RunObserver observer) {
        this.request = request;
        this.scenario = scenario;
        this.observer = observer;
        this.files = new RunFiles(folder);
        this.logs = new NodeLogs(folder.resolve("nodes"));
        this.world = new World(scenario);
        this.loads = new Loads(world, scenario);
        this.recorder = new RunRecorder(scenario.cluster().version(), (at, host, change) -> {
            files.event(at, host, change);
            logs.change(simulation().nowNanos(), host, change);
            if (at >= 0) {
                observer.change(at, host, change);
            }
            if (at >= 0 && change instanceof NodeChange.EndedOverClock ended) {
                observer.note(at, host + " ends itself: " + ended.reason());
            }
        });
        this.messages = new MessageRecorder(simulation().trace(), scenario, hosts(scenario));
        simulation().trace().onStateChange(recorder);
    }

    Simulation simulation() {
        return world.simulation();
    }

    /** All machines, from the client inwards. */
    private static List<String> hosts(Scenario scenario) {
        List<String> hosts = new ArrayList<>();
        scenario.loads().forEach(load -> hosts.add(World.clientHost(load)));
        hosts.add(World.BALANCER);
        scenario.cluster().nodes().forEach(node -> hosts.add(node.name()));
        return hosts;
    }

    /** Runs to the horizon, or until the user interrupts. */
    VariantResult run() {
        observer.variantStarted(scenario);
        world.cluster().boot();
        observer.booted(scenario);
        observer.progress(scenario, -1);
        if (!world.cluster().runUntilReady(BOOT_PATIENCE_NANOS)) {
            throw new SetUpFailed(
                    "boot", "the cluster was not ready after 120 virtual seconds" + selfEnded());
        }
        loads.setUp();
        simulation().runFor(SETTLE_NANOS);
        long zero = simulation().nowNanos();
        recorder.startAt(zero);
        messages.startAt(zero);
        Targets targets = new Targets(
                scenario,
                world.cluster(),
                loads::gatewayOf,
                simulation().random("scenario.targets"));
        VerbExecutor executor = new VerbExecutor(world, new Waiting(simulation()), targets);
        Timeline timeline = new Timeline(
                simulation(),
                scenario,
                executor,
                new Conditions(world.cluster(), targets, recorder),
                new StepWatch(observer, messages),
                zero);
        timeline.start();
        loads.start(zero);
        long ended = drive(zero);
        List<FaultWindow> faults = timeline.windows();
        boolean interrupted = ended < scenario.horizonNanos();
        VariantOutcome outcome =
                new VariantOutcome(scenario, recorder, loads, timeline, faults, ended);
        List<io.biplane.testbed.result.Lane> lanes = recorder.lanes(targets::nameOf, ended);
        if (!interrupted) {
            readFinalState(executor, zero);
        }
        observer.simulated(scenario);
        files.history(loads.history().events());
        VariantResult result = outcome.result(
                new VariantOutcome.Seen(world, ticks, lanes, messages.log(ended)), interrupted);
        observer.variantEnded(result);
        return result;
    }

    /** Which nodes ended themselves while the cluster was set up, and why. */
    private String selfEnded() {
        StringBuilder text = new StringBuilder();
        world.cluster()
                .nodes()
                .forEach(node -> node.endedOverClock()
                        .ifPresent(reason -> text.append("; ")
                                .append(node.name())
                                .append(" ended itself: ")
                                .append(reason)));
        return text.toString();
    }

    /** Lets the run go on to its horizon; the result is where it ended, since zero. */
    private long drive(long zero) {
        Optional<TraceReading> reading = request.inspection()
                .map(inspection -> new TraceReading(inspection, simulation(), zero));
        long end = reading.map(r -> r.end(scenario.horizonNanos())).orElse(scenario.horizonNanos());
        // Rows are as far apart as the user likes; what pictures show is not.
        Ticker seconds = new Ticker(SECOND_NANOS, ticks::add);
        Ticker rows = new Ticker(request.displayEveryNanos(), observer::tick);
        long at = 0;
        messages.reached(at);
        while (at < end && !request.interrupted().getAsBoolean()) {
            long boundary = at / PROGRESS_NANOS * PROGRESS_NANOS + PROGRESS_NANOS;
            long latest = Math.min(
                    Math.min(boundary, end), Math.min(seconds.nextAtNanos(), rows.nextAtNanos()));
            long next = messages.nextStop(at, latest);
            long from = at;
            at = reading.map(r -> r.nextStop(from, next)).orElse(next);
            simulation().runUntil(zero + at);
            messages.reached(at);
            seconds.reached(at, loads.samples());
            rows.reached(at, loads.samples());
            if (at % PROGRESS_NANOS == 0) {
                observer.progress(scenario, at);
            }
        }
        reading.ifPresent(TraceReading::close);
        return at;
    }

    /** Heals everything, brings dead nodes back, and reads what is left after all faults. */
    private void readFinalState(VerbExecutor executor, long zero) {
        executor.healAll();
        world.cluster().nodes().forEach(node -> {
            if (node.isRunning()) {
                node.host().resume();
            } else {
                node.boot();
            }
        });
        long longestTimeout = scenario.loads().stream()
                .mapToLong(LoadSpec::timeoutNanos)
                .max()
                .orElse(0);
        simulation().runFor(RECOVERY_NANOS);
        loads.end();
        simulation().runFor(longestTimeout);
        loads.readFinalState(zero);
    }

    @Override
    public void close() {
        simulation().close();
        files.close();
        logs.close();
    }
}
