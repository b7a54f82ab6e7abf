package io.biplane.testbed.observe;

import io.biplane.kernel.trace.StateChange;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells one observer of several variants that run at the same time, as if they ran one after another: what the first says is
 * passed on at once, what a later one says waits until its turn has come. Only how far each is, is told at any time.
 *
 * <p>Called by the threads of all variants; the observer is never called by two of them at once.
 */
public final class InOrder {
    private final RunObserver observer;
    private final List<List<Consumer<RunObserver>>> waiting = new ArrayList<>();
    private final boolean[] over;
    /** The variant whose turn it is. */
    private int turn;

    public InOrder(RunObserver observer, int variants) {
        this.observer = observer;
        this.over = new boolean[variants];
        for (int i = 0; i < variants; i++) {
            waiting.add(new ArrayList<>());
        }
    }

    /** What a variant has to call. */
    public RunObserver of(int variant) {
        return new Voice(variant);
    }

    /** A variant will say nothing more, however it ended. */
    public synchronized void over(int variant) {
        over[variant] = true;
        while (turn < over.length && over[turn]) {
            turn++;
            if (turn < over.length) {
                waiting.get(turn).forEach(call -> call.accept(observer));
                waiting.get(turn).clear();
            }
        }
    }

    private synchronized void say(int variant, Consumer<RunObserver> call) {
        if (variant == turn) {
            call.accept(observer);
        } else {
            waiting.get(variant).add(call);
        }
    }

    private synchronized void sayAtOnce(Consumer<RunObserver> call) {
        call.accept(observer);
    }

    /** One variant's way to the observer. */
    private final class Voice implements RunObserver {
        private final int variant;

        Voice(int variant) {
            this.variant = variant;
        }

        @Override
        public void variantStarted(Scenario scenario) {
            say(variant, to -> to.variantStarted(scenario));
        }

        @Override
        public void booted(Scenario scenario) {
            say(variant, to -> to.booted(scenario));
        }

        @Override
        public void simulated(Scenario scenario) {
            say(variant, to -> to.simulated(scenario));
        }

        @Override
        public void tick(Tick tick) {
            say(variant, to -> to.tick(tick));
        }

        @Override
        public void stepFired(FaultWindow window) {
            say(variant, to -> to.stepFired(window));
        }

        @Override
        public void stepCompleted(FaultWindow window) {
            say(variant, to -> to.stepCompleted(window));
        }

        @Override
        public void note(long atNanos, String text) {
            say(variant, to -> to.note(atNanos, text));
        }

        @Override
        public void change(long atNanos, String host, StateChange change) {
            say(variant, to -> to.change(atNanos, host, change));
        }

        @Override
        public void progress(Scenario scenario, long atNanos) {
            sayAtOnce(to -> to.progress(scenario, atNanos));
        }

        @Override
        public void variantEnded(VariantResult result) {
            say(variant, to -> to.variantEnded(result));
        }
    }
}
