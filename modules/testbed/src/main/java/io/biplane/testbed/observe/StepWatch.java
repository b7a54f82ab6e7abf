package io.biplane.testbed.observe;

import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.RunObserver;

/** Tells of the timeline's steps: first the recorder of messages, which may begin with one, then the run's observer. */
public final class StepWatch implements RunObserver {
    private final RunObserver observer;
    private final MessageRecorder messages;

    public StepWatch(RunObserver observer, MessageRecorder messages) {
        this.observer = observer;
        this.messages = messages;
    }

    @Override
    public void stepFired(FaultWindow window) {
        messages.stepFired(window.fromNanos());
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
}
