package io.biplane.kernel.akka;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.event.LoggingAdapter;

import com.typesafe.config.Config;

import io.biplane.kernel.loop.LoopProcess;
import io.biplane.kernel.queue.SimEvent;

import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

import java.util.concurrent.ThreadFactory;

/**
 * Akka's scheduler in virtual time: each timer is an event of the loop and dies with the process
 * that set it.
 *
 * <p>A timer belongs to the process whose task sets it. That may be another than the system's own:
 * an ask of an actor on
 * another host sets its time-out through that actor's system, and must still fire when that host is
 * gone.
 */
public final class SimScheduler extends AbstractScheduler {
    private final LoopProcess process;

    /** Called by Akka; the process is the one that boots on this thread. */
    public SimScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
        this.process = Booting.process();
    }

    @Override
    public Cancellable scheduleOnce(
            FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
        return start(delay.toNanos(), 0, runnable, executor);
    }

    @Override
    public Cancellable schedule(
            FiniteDuration initialDelay,
            FiniteDuration interval,
            Runnable runnable,
            ExecutionContext executor) {
        return start(initialDelay.toNanos(), interval.toNanos(), runnable, executor);
    }

    @Override
    public Cancellable scheduleWithFixedDelay(
            FiniteDuration initialDelay,
            FiniteDuration delay,
            Runnable runnable,
            ExecutionContext executor) {
        // In virtual time a task takes no time of its own, so a fixed delay and a fixed rate
        // coincide.
        return start(initialDelay.toNanos(), delay.toNanos(), runnable, executor);
    }

    @Override
    public double maxFrequency() {
        return 1e9;
    }

    private Cancellable start(
            long delayNanos, long periodNanos, Runnable runnable, ExecutionContext executor) {
        LoopProcess running = process.loop().running();
        LoopProcess owner = running == null ? process : running;
        Timer timer = new Timer(owner, periodNanos, runnable, executor);
        if (owner.isAlive()) {
            long from = owner.taskNowNanos();
            timer.dueAtNanos = from + Math.max(0, delayNanos);
            process.loop().at(timer.dueAtNanos, timer);
        }
        return timer;
    }

    /** One timer, once or repeating. */
    private static final class Timer extends SimEvent implements Cancellable {
        private final LoopProcess owner;
        private final long periodNanos;
        private final ExecutionContext executor;
        private Runnable runnable;
        private long dueAtNanos;
        private boolean fired;
        private boolean cancelled;

        Timer(LoopProcess owner, long periodNanos, Runnable runnable, ExecutionContext executor) {
            this.owner = owner;
            this.periodNanos = periodNanos;
            this.runnable = runnable;
            this.executor = executor;
        }

        @Override
        public void fire() {
            if (owner.holdsTimers(this)) {
                return;
            }
            owner.loop()
                    .trace()
                    .timerFired(owner.loop().nowNanos(), owner.hostName(), owner.hostHash());
            Runnable body = runnable;
            if (cancelled) {
                return;
            }
            if (periodNanos > 0) {
                owner.loop().at(owner.loop().nowNanos() + periodNanos, this);
            } else {
                fired = true;
                runnable = null;
            }
            owner.loop().runTask(owner, () -> executor.execute(body));
        }

        @Override
        public boolean belongsTo(Object process) {
            return owner == process;
        }

        @Override
        public boolean cancel() {
            if (fired || cancelled) {
                return false;
            }
            cancelled = true;
            runnable = null;
            owner.loop().cancel(this);
            LoopProcess running = owner.loop().running();
            if (running != null && running != owner && periodNanos == 0) {
                owner.timerCancelledAcross(dueAtNanos);
            }
            return true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
