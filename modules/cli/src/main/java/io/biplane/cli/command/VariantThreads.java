package io.biplane.cli.command;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for the variants of one run. How many there are changes how long the run takes and nothing else, so the default may
 * follow the machine.
 */
final class VariantThreads implements AutoCloseable {
    private final Executor executor;
    private final Runnable end;

    private VariantThreads(Executor executor, Runnable end) {
        this.executor = executor;
        this.end = end;
    }

    /** As many as asked for; with one, everything runs on the calling thread. */
    static VariantThreads of(int jobs) {
        if (jobs <= 1) {
            return new VariantThreads(Runnable::run, () -> {});
        }
        ExecutorService threads = Executors.newFixedThreadPool(jobs, task -> {
            Thread thread = new Thread(task, "biplane-variant");
            thread.setDaemon(true);
            return thread;
        });
        return new VariantThreads(threads, threads::shutdown);
    }

    Executor executor() {
        return executor;
    }

    @Override
    public void close() {
        end.run();
    }
}
