package io.biplane.bench.kernel;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.setup.Setup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import io.biplane.bench.figure.Stopwatch;

import scala.Function0;
import scala.concurrent.BlockContext;
import scala.concurrent.CanAwait;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The baseline: Akka as shipped, its default mailbox and dispatcher, over an executor that is one
 * plain queue pumped by one
 * thread. Akka's own scheduler thread exists but has nothing to do.
 */
final class PumpedSystem {
    private final Pump pump = new Pump();

    /**
     * Runs {@code behavior} until {@code done}; returns nanoseconds from the first pumped task to
     * the last.
     */
    long run(Behavior<?> behavior, int throughput, BooleanSupplier done) {
        Config config = ConfigFactory.parseString(String.join(
                        "\n",
                        "akka.actor.default-dispatcher.type = Dispatcher",
                        "akka.actor.default-dispatcher.executor = \"" + Configurator.class.getName()
                                + "\"",
                        "akka.actor.default-dispatcher.throughput = " + throughput,
                        "akka.actor.internal-dispatcher = ${akka.actor.default-dispatcher}",
                        // Loading classes on a loaded machine may take longer than the usual 5 s.
                        "akka.logger-startup-timeout = 120s",
                        "akka.loglevel = WARNING",
                        "akka.stdout-loglevel = OFF",
                        "akka.log-dead-letters = off"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
        ActorSystemSetup setup =
                ActorSystemSetup.create(new PumpSetup(pump), BootstrapSetup.create(config));
        // Akka waits for its logger to start; without this the pump would never get to it.
        ActorSystem<?> system = BlockContext.withBlockContext(
                new Pumping(pump), () -> ActorSystem.create(behavior, "baseline", setup));
        Stopwatch watch = Stopwatch.start();
        pump.pumpUntil(done);
        long elapsed = watch.cpuNanos();
        system.terminate();
        pump.pumpUntil(() -> system.whenTerminated().isCompleted());
        return elapsed;
    }

    private static final class PumpSetup extends Setup {
        private final Pump pump;

        PumpSetup(Pump pump) {
            this.pump = pump;
        }
    }

    private record Pumping(Pump pump) implements BlockContext {
        @Override
        public <T> T blockOn(Function0<T> thunk, CanAwait permission) {
            pump.drain();
            return thunk.apply();
        }
    }

    /** Finds the pump in the system's set-up; made by Akka. */
    public static final class Configurator extends ExecutorServiceConfigurator {
        private final Pump pump;

        /** Called by Akka. */
        public Configurator(Config config, DispatcherPrerequisites prerequisites) {
            super(config, prerequisites);
            this.pump = prerequisites.settings().setup().get(PumpSetup.class).get().pump;
        }

        @Override
        public ExecutorServiceFactory createExecutorServiceFactory(
                String id, ThreadFactory threads) {
            return () -> pump;
        }
    }

    /**
     * One queue, one thread. What other threads bring (Akka's scheduler) waits in a second,
     * thread-safe queue.
     */
    private static final class Pump extends AbstractExecutorService {
        private final Thread owner = Thread.currentThread();
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private final LinkedBlockingQueue<Runnable> foreign = new LinkedBlockingQueue<>();

        @Override
        public void execute(Runnable task) {
            if (Thread.currentThread() == owner) {
                tasks.add(task);
            } else {
                foreign.add(task);
            }
        }

        void pumpUntil(BooleanSupplier done) {
            while (!done.getAsBoolean()) {
                Runnable task = tasks.poll();
                if (task == null) {
                    task = foreign.poll();
                }
                if (task != null) {
                    task.run();
                }
            }
        }

        void drain() {
            pumpUntil(() -> tasks.isEmpty() && foreign.isEmpty());
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
