package io.biplane.scenario.result;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * What the command asks of the engine.
 *
 * @param header scenarios to run, one after another
 * @param folder of the run; exists; the engine writes history, events and logs into it while it
 *     runs
 * @param displayEveryNanos interval of ticks
 * @param interrupted polled between events; once true, the run ends with what it has
 */
public record RunRequest(
        RunHeader header, Path folder, long displayEveryNanos, BooleanSupplier interrupted) {}
