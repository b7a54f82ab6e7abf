package io.biplane.cli.command;

import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Writes a run's reports at the same time: each has files of its own and reads a result that does not change. */
final class WritingThreads {
    private WritingThreads() {}

    /** Returns when all are written; of several failures the first writer's is thrown. */
    static void write(List<ReportWriter> writers, RunResult result, Path folder)
            throws IOException {
        int jobs = Math.min(Runtime.getRuntime().availableProcessors(), writers.size());
        List<FutureTask<Void>> tasks = new ArrayList<>();
        try (VariantThreads threads = VariantThreads.of(jobs)) {
            for (ReportWriter writer : writers) {
                FutureTask<Void> task = new FutureTask<>(() -> {
                    writer.write(result, folder);
                    return null;
                });
                tasks.add(task);
                threads.executor().execute(task);
            }
            for (FutureTask<Void> task : tasks) {
                await(task);
            }
        }
    }

    private static void await(FutureTask<Void> task) throws IOException {
        try {
            task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unwritable) {
                throw unwritable;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failed.getCause();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while reports were written", stopped);
        }
    }
}
