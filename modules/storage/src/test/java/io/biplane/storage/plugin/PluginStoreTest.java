package io.biplane.storage.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRef;
import akka.dispatch.Futures;
import akka.event.NoLogging;

import org.junit.jupiter.api.Test;

import scala.concurrent.Future;

import java.util.ArrayList;
import java.util.List;

/** A plugin's store when the plugin stops early: nobody is left waiting, and nothing is left open. */
class PluginStoreTest {
    private final List<Runnable> blocking = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    private PluginStore<AutoCloseable> opening() {
        return PluginStore.opening(
                "journal",
                () -> {
                    events.add("opened");
                    return () -> events.add("closed");
                },
                blocking::add,
                ActorRef.noSender(),
                NoLogging.getInstance());
    }

    private Future<String> carriedOut(PluginStore<AutoCloseable> store, String what) {
        return store.ask(open -> {
            events.add(what);
            return Futures.successful(what);
        });
    }

    @Test
    void when_thePluginStopsWhileRequestsWait_then_theyFailAndTheStoreIsClosedOnceItIsOpen() {
        PluginStore<AutoCloseable> store = opening();
        List<Future<String>> answers =
                List.of(carriedOut(store, "write"), carriedOut(store, "replay"));
        assertThat(answers).noneMatch(Future::isCompleted);
        store.stop();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.value().get().failed().get())
                        .hasMessage("the plugin stops before its store is open"));
        blocking.forEach(Runnable::run);
        assertThat(events).containsExactly("opened", "closed");
    }

    @Test
    void when_theStoreWasOpenFromTheStart_then_requestsAreCarriedOutWithinTheCall() {
        PluginStore<AutoCloseable> store =
                PluginStore.open(() -> events.add("closed"), NoLogging.getInstance());
        assertThat(carriedOut(store, "write").isCompleted()).isTrue();
        store.stop();
        assertThat(events).containsExactly("write", "closed");
        assertThat(blocking).isEmpty();
    }
}
