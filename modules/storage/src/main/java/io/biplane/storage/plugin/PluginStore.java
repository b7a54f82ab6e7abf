package io.biplane.storage.plugin;

import akka.actor.ActorRef;
import akka.dispatch.Futures;
import akka.event.LoggingAdapter;

import scala.concurrent.Future;
import scala.concurrent.Promise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A plugin actor's store, which may still be opening, and the requests that wait for it.
 *
 * <pre>
 *   opening --opened--> open
 *   opening --failed--> closed    what waits fails, with the reason
 *   closed  --request-> opening   the reason may have gone: another process has ended
 *   any     --stop----> stopped   what waits fails; a store that is opened later is closed at once
 * </pre>
 *
 * <p>A request to an open store is carried out within the call, so one that was open from the start adds nothing. All methods are
 * called on the plugin actor's thread, but {@link #opened}, which any may call.
 *
 * @param <S> the store
 */
public final class PluginStore<S extends AutoCloseable> {
    /** What it is, for the text of failures, such as {@code journal}. */
    private final String name;
    /** Opens the store; runs on {@link #blocking}. */
    private final Supplier<S> opener;

    private final Executor blocking;
    private final ActorRef plugin;
    private final LoggingAdapter log;
    private final Deque<Waiting<S, ?>> waiting = new ArrayDeque<>();

    /** Requests go to it; null while it is not open. */
    private volatile S open;

    /** Opened, but the plugin actor has not heard of it. Guarded by this. */
    private Optional<S> pending = Optional.empty();

    private boolean opening;
    private boolean stopped;

    /** Tells the plugin actor that opening has ended; the actor hands it to {@link #onEnded}. */
    public static final class Ended {
        private final Runnable settle;

        private Ended(Runnable settle) {
            this.settle = settle;
        }
    }

    /** One request and who waits for its answer. */
    private record Waiting<S, T>(Function<S, Future<T>> request, Promise<T> answer) {
        void carryOut(S store) {
            try {
                answer.completeWith(request.apply(store));
            } catch (RuntimeException thrown) {
                answer.failure(thrown);
            }
        }
    }

    private PluginStore(
            String name,
            Supplier<S> opener,
            Executor blocking,
            ActorRef plugin,
            LoggingAdapter log) {
        this.name = name;
        this.opener = opener;
        this.blocking = blocking;
        this.plugin = plugin;
        this.log = log;
    }

    /** A store that is open. */
    public static <S extends AutoCloseable> PluginStore<S> open(S store, LoggingAdapter log) {
        PluginStore<S> opened =
                new PluginStore<>("", () -> store, Runnable::run, ActorRef.noSender(), log);
        opened.open = store;
        return opened;
    }

    /**
     * Begins to open a store.
     *
     * @param name what it is, such as {@code journal}
     * @param opener opens it, as long as that takes
     * @param blocking runs the opener
     * @param plugin gets an {@link Ended} when it is through
     * @param log learns why a store could not be opened
     */
    public static <S extends AutoCloseable> PluginStore<S> opening(
            String name,
            Supplier<S> opener,
            Executor blocking,
            ActorRef plugin,
            LoggingAdapter log) {
        PluginStore<S> store = new PluginStore<>(name, opener, blocking, plugin, log);
        store.begin();
        return store;
    }

    private void begin() {
        opening = true;
        blocking.execute(() -> {
            Ended ended;
            try {
                S opened = opener.get();
                if (!keep(opened)) {
                    return;
                }
                ended = new Ended(this::carryOutWaiting);
            } catch (RuntimeException | LinkageError failure) {
                ended = new Ended(() -> onFailure(failure));
            }
            plugin.tell(ended, plugin);
        });
    }

    /** Keeps what was opened, unless the plugin has stopped meanwhile: then nobody else would close it. */
    private synchronized boolean keep(S opened) {
        if (stopped) {
            close(opened);
            return false;
        }
        pending = Optional.of(opened);
        return true;
    }

    /** The actor has received an {@link Ended}. */
    public void onEnded(Ended ended) {
        ended.settle.run();
    }

    private void carryOutWaiting() {
        synchronized (this) {
            open = pending.orElseThrow();
            pending = Optional.empty();
        }
        opening = false;
        while (!waiting.isEmpty()) {
            waiting.removeFirst().carryOut(open);
        }
    }

    private void onFailure(Throwable reason) {
        opening = false;
        // Without them Chronicle Map fails when its classes are initialized.
        String remedy = reason instanceof LinkageError
                ? "; does the JVM run with the flags of docs/persistence-plugins.md?"
                : "";
        String text = "cannot open the " + name + ": " + reason + remedy;
        log.error(reason, text);
        failWaiting(new StoreNotOpenedException(text, reason));
    }

    private void failWaiting(RuntimeException reason) {
        List<Waiting<S, ?>> failed = new ArrayList<>(waiting);
        waiting.clear();
        failed.forEach(request -> request.answer().failure(reason));
    }

    /** The answer to a request, which is carried out now or, in its turn, as soon as the store is open. */
    public <T> Future<T> ask(Function<S, Future<T>> request) {
        if (open != null) {
            return request.apply(open);
        }
        Waiting<S, T> waits = new Waiting<>(request, Futures.promise());
        waiting.addLast(waits);
        if (!opening) {
            begin();
        }
        return waits.answer().future();
    }

    /** The store, for requests that follow an answered one. */
    public S opened() {
        S store = open;
        if (store == null) {
            throw new IllegalStateException("the store is not open");
        }
        return store;
    }

    /** The plugin stops: closes the store, if need be as soon as it is open. */
    public void stop() {
        Optional<S> last;
        synchronized (this) {
            stopped = true;
            last = open != null ? Optional.of(open) : pending;
        }
        failWaiting(new IllegalStateException("the plugin stops before its store is open"));
        last.ifPresent(this::close);
    }

    private void close(S store) {
        try {
            store.close();
        } catch (Exception e) {
            log.error(
                    e,
                    "cannot close a store in order; it will be recovered when it is opened next");
        }
    }
}
