package io.biplane.testbed.result;

import io.biplane.scenario.model.Variant;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Executes scenarios. Found as a service ({@code META-INF/services}), so that the command and the
 * reports do not depend on the runner's insides.
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

    /** The simulator itself failed; carries what is needed to see it again. */
    final class RunCrashed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Variant variant;
        private final long virtualNanos;
        private final long eventNumber;

        /**
         * A crash in one variant's run.
         *
         * @param virtualNanos virtual time of the event, from the simulation's own start
         * @param eventNumber how many events were executed before it
         */
        public RunCrashed(Variant variant, long virtualNanos, long eventNumber, Throwable cause) {
            super(cause.getMessage(), cause);
            this.variant = variant;
            this.virtualNanos = virtualNanos;
            this.eventNumber = eventNumber;
        }

        /** Which variant ran. */
        public Variant variant() {
            return variant;
        }

        /** Virtual time of the failing event. */
        public long virtualNanos() {
            return virtualNanos;
        }

        /** Number of the failing event. */
        public long eventNumber() {
            return eventNumber;
        }
    }
}
