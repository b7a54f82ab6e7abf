package io.biplane.cli.command;

import io.biplane.cli.start.Timings;
import io.biplane.cli.start.Timings.Phase;
import io.biplane.kernel.trace.StateChange;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;

/** Passes everything on, and notes when the first variant has come how far. */
record TimedObserver(RunObserver to, Timings timings) implements RunObserver {
    @Override
    public void runStarted(RunHeader header) {
        to.runStarted(header);
    }

    @Override
    public void variantStarted(Scenario scenario) {
        to.variantStarted(scenario);
    }

    @Override
    public void booted(Scenario scenario) {
        timings.advance(Phase.BOOT, Phase.FIRST_ROW);
        to.booted(scenario);
    }

    @Override
    public void tick(Tick tick) {
        to.tick(tick);
        timings.advance(Phase.FIRST_ROW, Phase.RUN);
    }

    @Override
    public void simulated(Scenario scenario) {
        timings.advance(Phase.RUN, Phase.CHECKS);
        to.simulated(scenario);
    }

    @Override
    public void stepFired(FaultWindow window) {
        to.stepFired(window);
    }

    @Override
    public void stepCompleted(FaultWindow window) {
        to.stepCompleted(window);
    }

    @Override
    public void note(long atNanos, String text) {
        to.note(atNanos, text);
    }

    @Override
    public void change(long atNanos, String host, StateChange change) {
        to.change(atNanos, host, change);
    }

    @Override
    public void progress(Scenario scenario, long atNanos) {
        to.progress(scenario, atNanos);
    }

    @Override
    public void variantEnded(VariantResult result) {
        timings.advance(Phase.CHECKS, Phase.OTHER_VARIANTS);
        to.variantEnded(result);
    }
}
