package io.biplane.testbed.result;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * What the command asks of the engine.
 *
 * @param header scenarios to run
 * @param folder of the run; exists; the engine writes history, events and logs into it while it
 *     runs
 * @param displayEveryNanos interval of the ticks an observer is told; those of results are a
 *     second apart
 * @param interrupted polled between events, by all threads; once true, the run ends with what it
 *     has
 * @param executor runs one task for each scenario; how many at once is its affair and has no
 *     influence on any result
 * @param inspection a close look, for a replay
 */
public record RunRequest(
        RunHeader header,
        Path folder,
        long displayEveryNanos,
        BooleanSupplier interrupted,
        Executor executor,
        Optional<Inspection> inspection) {

    /** A request to run all scenarios one after another on the calling thread. */
    public RunRequest(
            RunHeader header, Path folder, long displayEveryNanos, BooleanSupplier interrupted) {
        this(header, folder, displayEveryNanos, interrupted, Runnable::run, Optional.empty());
    }

    /** The same on threads of somebody's. */
    public RunRequest on(Executor other) {
        return new RunRequest(header, folder, displayEveryNanos, interrupted, other, inspection);
    }

    /** The same with a close look. */
    public RunRequest inspecting(Inspection look) {
        return new RunRequest(
                header, folder, displayEveryNanos, interrupted, executor, Optional.of(look));
    }
}
