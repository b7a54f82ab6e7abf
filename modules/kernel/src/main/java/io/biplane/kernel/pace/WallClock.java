package io.biplane.kernel.pace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Real time, for pacing only; the one place in the kernel that knows it. Tests bring their own. */
public interface WallClock {
    /** Monotonic nanoseconds. */
    long nanoTime();

    /** Waits that long or until {@link #wake}, on the simulation's thread. */
    void await(long nanos);

    /** Ends a wait early; any thread. A wake while nobody waits ends the next wait. */
    void wake();

    /** The machine's clock. */
    static WallClock system() {
        return new WallClock() {
            private final ReentrantLock lock = new ReentrantLock();
            private final Condition woken = lock.newCondition();
            private boolean wakeUp;

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void await(long nanos) {
                lock.lock();
                try {
                    long left = nanos;
                    while (!wakeUp && left > 0) {
                        left = woken.awaitNanos(left);
                    }
                    wakeUp = false;
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public void wake() {
                lock.lock();
                try {
                    wakeUp = true;
                    woken.signalAll();
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public String toString() {
                return "system clock in " + TimeUnit.NANOSECONDS;
            }
        };
    }
}
