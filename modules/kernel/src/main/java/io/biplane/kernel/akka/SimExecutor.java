package io.biplane.kernel.akka;

import io.biplane.kernel.loop.LoopProcess;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The executor behind a simulated dispatcher: a task becomes a ready task of the process; there is
 * no thread.
 */
final class SimExecutor extends AbstractExecutorService {
    private final LoopProcess process;
    private boolean shutDown;

    SimExecutor(LoopProcess process) {
        this.process = process;
    }

    @Override
    public void execute(Runnable task) {
        if (process.isAlive()) {
            process.loop().ready(process, task);
        }
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
