package io.biplane.kernel.akka;

import io.biplane.kernel.context.SimulationContext;

import scala.Function1;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands in for {@code scala.concurrent.java8.FuturesConvertersImpl$CF} of scala-java8-compat: the stage that a Scala
 * future becomes when Akka's Java API hands it out, for instance to {@code ActorContext.ask}.
 *
 * <p>The original runs everything that depends on it on the common pool, on another thread than the
 * completing one. In a simulation there is no other thread, so stages made on a simulation's thread
 * run what depends on them at once, and when another host's task completes them, the outcome travels
 * as a packet first; all others behave as the original. Reason and price: docs/decisions/0003.
 *
 * <p>Never used under this name: {@link InlineStages} gives a copy of it the original's name, and only in
 * a JVM that simulates. It may refer to nothing that is package-private here.
 */
public class InlineStage<T> extends CompletableFuture<T> implements Function1<Try<T>, BoxedUnit> {
    private final Future<T> wrapped;
    private final boolean inline = SimulationContext.isActive();
    /** The process that holds this stage; empty outside simulations and in control code. */
    private final Optional<Object> holder =
            inline ? SimulationContext.current().runningProcess() : Optional.empty();

    /** Called by the converter. */
    public InlineStage(Future<T> wrapped) {
        this.wrapped = wrapped;
    }

    /** The Scala future this stands for. */
    public Future<T> wrapped() {
        return wrapped;
    }

    @Override
    public BoxedUnit apply(Try<T> result) {
        if (holder.isPresent() && SimulationContext.isActive()) {
            SimulationContext context = SimulationContext.current();
            Optional<Object> completer = context.runningProcess();
            if (completer.isPresent() && completer.get() != holder.get()) {
                Object outcome = result.isSuccess() ? result.get() : result;
                Runnable timeOut = () -> completeExceptionally(
                        new TimeoutException("the reply to an ask was lost or came too late"));
                context.carryReply(holder.get(), outcome, () -> settle(result), timeOut);
                return BoxedUnit.UNIT;
            }
        }
        settle(result);
        return BoxedUnit.UNIT;
    }

    private void settle(Try<T> result) {
        if (result instanceof Success<T> success) {
            complete(success.value());
        } else if (result instanceof Failure<T> failure) {
            completeExceptionally(failure.exception());
        }
    }

    @Override
    public Executor defaultExecutor() {
        return inline ? Runnable::run : super.defaultExecutor();
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> function) {
        return thenApplyAsync(function);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> consumer) {
        return thenAcceptAsync(consumer);
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable action) {
        return thenRunAsync(action);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other,
            BiFunction<? super T, ? super U, ? extends V> function) {
        return thenCombineAsync(other, function);
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> consumer) {
        return thenAcceptBothAsync(other, consumer);
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return runAfterBothAsync(other, action);
    }

    @Override
    public <U> CompletableFuture<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> function) {
        return applyToEitherAsync(other, function);
    }

    @Override
    public CompletableFuture<Void> acceptEither(
            CompletionStage<? extends T> other, Consumer<? super T> consumer) {
        return acceptEitherAsync(other, consumer);
    }

    @Override
    public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return runAfterEitherAsync(other, action);
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(
            Function<? super T, ? extends CompletionStage<U>> function) {
        return thenComposeAsync(function);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return whenCompleteAsync(action);
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> function) {
        return handleAsync(function);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> function) {
        return exceptionallyAsync(function);
    }

    @Override
    public void obtrudeValue(T value) {
        throw new UnsupportedOperationException(
                "obtrudeValue may not be used on the result of toJava(scalaFuture)");
    }

    @Override
    public void obtrudeException(Throwable exception) {
        throw new UnsupportedOperationException(
                "obtrudeException may not be used on the result of toJava(scalaFuture)");
    }
}
