package io.biplane.kernel.akka;

import io.biplane.kernel.loop.LoopProcess;

import scala.Function0;
import scala.concurrent.BlockContext;
import scala.concurrent.CanAwait;

import java.util.function.Supplier;

/**
 * Makes an actor system on the simulation's thread. {@code ActorSystem.create} waits for its logger
 * to answer; a block context
 * lets the ready tasks run before the wait, so that there is nothing left to wait for.
 */
public final class Booting {
    private static final ThreadLocal<LoopProcess> PROCESS = new ThreadLocal<>();

    private Booting() {}

    /** The process that boots on this thread. */
    static LoopProcess process() {
        LoopProcess process = PROCESS.get();
        if (process == null) {
            throw new IllegalStateException("no process boots on this thread");
        }
        return process;
    }

    /** Runs {@code create} as the boot of {@code process}. */
    public static <T> T boot(LoopProcess process, Supplier<T> create) {
        LoopProcess before = PROCESS.get();
        PROCESS.set(process);
        try {
            BlockContext draining = new Draining(process);
            return BlockContext.withBlockContext(draining, create::get);
        } finally {
            if (before == null) {
                PROCESS.remove();
            } else {
                PROCESS.set(before);
            }
        }
    }

    /** Runs what is ready before it blocks. */
    private record Draining(LoopProcess process) implements BlockContext {
        @Override
        public <T> T blockOn(Function0<T> thunk, CanAwait permission) {
            process.loop().drainReady();
            return thunk.apply();
        }
    }
}
