package io.biplane.sql.exec;

import io.biplane.base.invariant.Invariant;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A value, or an {@link SqlError}, that arrives later.
 *
 * <p>Callbacks run first-in-first-out, on the thread that completes the promise, which must be the
 * thread that created it: a session's promises belong to the session's actor. A callback never runs
 * inside another one: a completion met while callbacks run is queued behind them, so a loop over
 * ready promises needs no stack. Nothing here is synchronised.
 *
 * <p>Why not {@code CompletableFuture}: it runs dependents last-in-first-out, recurses over ready
 * chains, and its asynchronous variants leave for the common pool (docs/decisions/0031).
 *
 * <p>{@link SqlException} thrown by a callback fails the derived promise. Any other exception is a
 * bug and flies out of {@link #complete}.
 *
 * @param <T> type of the value
 */
public final class Promise<T> {
    /** What a promise ends with. */
    public sealed interface Outcome<T> {}

    public record Success<T>(T value) implements Outcome<T> {}

    public record Failure<T>(SqlError error) implements Outcome<T> {}

    private static final ThreadLocal<Trampoline> TRAMPOLINE =
            ThreadLocal.withInitial(Trampoline::new);

    /** Absent until completion. */
    private Outcome<T> outcome;
    /** Absent while nobody waits and after completion. */
    private List<Consumer<? super Outcome<T>>> callbacks;

    private Promise() {}

    /** A promise for somebody to complete. */
    public static <T> Promise<T> pending() {
        return new Promise<>();
    }

    public static <T> Promise<T> ready(T value) {
        Promise<T> promise = new Promise<>();
        promise.outcome = new Success<>(value);
        return promise;
    }

    public static <T> Promise<T> failed(SqlError error) {
        Promise<T> promise = new Promise<>();
        promise.outcome = new Failure<>(error);
        return promise;
    }

    /** Fulfils this promise and runs what waits for it. At most one completion is allowed. */
    public void complete(T value) {
        settle(new Success<>(value));
    }

    /** Fails this promise and runs what waits for it. At most one completion is allowed. */
    public void fail(SqlError error) {
        settle(new Failure<>(error));
    }

    public boolean isComplete() {
        return outcome != null;
    }

    /** The outcome of a complete promise; asking earlier is a bug. */
    public Outcome<T> outcome() {
        Invariant.check(outcome != null, "the promise is still pending");
        return outcome;
    }

    /** Calls {@code callback} with the outcome, once, never before this method was called. */
    public void onComplete(Consumer<? super Outcome<T>> callback) {
        if (outcome == null) {
            if (callbacks == null) {
                callbacks = new ArrayList<>(1);
            }
            callbacks.add(callback);
            return;
        }
        Outcome<T> known = outcome;
        TRAMPOLINE.get().run(() -> callback.accept(known));
    }

    /** The value passed through {@code function}. */
    public <R> Promise<R> map(Function<? super T, ? extends R> function) {
        if (outcome instanceof Success<T> success) {
            try {
                return ready(function.apply(success.value()));
            } catch (SqlException failure) {
                return failed(failure.error());
            }
        }
        Promise<R> derived = new Promise<>();
        onComplete(result -> derived.settleMapped(result, function));
        return derived;
    }

    /** The promise that {@code function} makes of the value. */
    public <R> Promise<R> flatMap(Function<? super T, Promise<R>> function) {
        Promise<R> derived = new Promise<>();
        onComplete(result -> derived.follow(result, function));
        return derived;
    }

    /** Runs {@code action} when the value has arrived; the result keeps the value. */
    public Promise<T> then(Consumer<? super T> action) {
        return map(value -> {
            action.accept(value);
            return value;
        });
    }

    /** Replaces a failure by the promise {@code function} makes of it. */
    public Promise<T> recover(Function<SqlError, Promise<T>> function) {
        Promise<T> derived = new Promise<>();
        onComplete(result -> {
            if (result instanceof Failure<T> failure) {
                derived.follow(new Success<>(failure.error()), function);
            } else {
                derived.settle(result);
            }
        });
        return derived;
    }

    private <S> void settleMapped(Outcome<S> result, Function<? super S, ? extends T> function) {
        if (result instanceof Failure<S> failure) {
            fail(failure.error());
            return;
        }
        Outcome<T> mapped;
        try {
            mapped = new Success<>(function.apply(((Success<S>) result).value()));
        } catch (SqlException failure) {
            mapped = new Failure<>(failure.error());
        }
        settle(mapped);
    }

    private <S> void follow(Outcome<S> result, Function<? super S, Promise<T>> function) {
        if (result instanceof Failure<S> failure) {
            fail(failure.error());
            return;
        }
        Promise<T> inner;
        try {
            inner = function.apply(((Success<S>) result).value());
        } catch (SqlException failure) {
            fail(failure.error());
            return;
        }
        if (inner.outcome != null) {
            settle(inner.outcome);
        } else {
            inner.onComplete(this::settle);
        }
    }

    private void settle(Outcome<T> result) {
        Invariant.check(outcome == null, "a promise completes once");
        outcome = result;
        List<Consumer<? super Outcome<T>>> waiting = callbacks;
        callbacks = null;
        if (waiting == null) {
            return;
        }
        Trampoline trampoline = TRAMPOLINE.get();
        for (Consumer<? super Outcome<T>> callback : waiting) {
            trampoline.run(() -> callback.accept(result));
        }
    }

    /** The callbacks that are due on one thread; empty whenever no promise is completing. */
    private static final class Trampoline {
        private final ArrayDeque<Runnable> due = new ArrayDeque<>();
        private boolean isRunning;

        void run(Runnable callback) {
            due.add(callback);
            if (isRunning) {
                return;
            }
            isRunning = true;
            try {
                for (Runnable next = due.poll(); next != null; next = due.poll()) {
                    next.run();
                }
            } finally {
                due.clear();
                isRunning = false;
            }
        }
    }
}
