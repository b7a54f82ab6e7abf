package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Props;
import akka.persistence.AbstractPersistentActor;

import com.typesafe.config.ConfigFactory;

import io.biplane.storage.plugin.PlainWorld;
import io.biplane.storage.plugin.TextEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import scala.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A persistent actor in an ordinary actor system goes on behind a rejected event, and recovers without it. */
class RejectedByActorTest {
    @TempDir
    Path directory;

    /** Persists texts in one request, and tells what became of them; {@code "all"} asks for all it knows. */
    private static final class Notes extends AbstractPersistentActor {
        private final List<String> notes = new ArrayList<>();
        private int left;
        private akka.actor.ActorRef client;

        @Override
        public String persistenceId() {
            return "notes";
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .matchEquals(
                            "all", all -> sender().tell(notes + " to " + lastSequenceNr(), self()))
                    .match(List.class, this::persistEach)
                    .build();
        }

        private void persistEach(List<?> texts) {
            left = texts.size();
            client = sender();
            texts.forEach(text -> persistAsync(new TextEvent((String) text), stored -> {
                notes.add(stored.text());
                settled();
            }));
        }

        private void settled() {
            if (--left == 0) {
                client.tell("settled", self());
            }
        }

        @Override
        public void onPersistRejected(Throwable cause, Object event, long sequenceNumber) {
            notes.add("no " + sequenceNumber);
            settled();
        }

        @Override
        public Receive createReceiveRecover() {
            return receiveBuilder()
                    .match(TextEvent.class, event -> notes.add(event.text()))
                    .build();
        }

        @Override
        public void onRecoveryFailure(Throwable cause, Option<Object> event) {
            notes.add("not recovered: " + cause);
        }
    }

    @Test
    void when_theMiddleOneIsRejected_then_theActorGoesOnAndRecoversOverTheGap() {
        try (PlainWorld world = new PlainWorld(directory, ConfigFactory.empty())) {
            var notes = world.system().actorOf(Props.create(Notes.class, Notes::new), "notes");
            assertThat(world.ask(notes, List.of("a", "unfit", "b"))).containsExactly("settled");
            assertThat(world.ask(notes, List.of("c"))).containsExactly("settled");
            assertThat(world.ask(notes, "all")).containsExactly("[a, no 2, b, c] to 4");
            world.restart();
            notes = world.system().actorOf(Props.create(Notes.class, Notes::new), "notes");
            assertThat(world.ask(notes, "all")).containsExactly("[a, b, c] to 4");
        }
    }
}
