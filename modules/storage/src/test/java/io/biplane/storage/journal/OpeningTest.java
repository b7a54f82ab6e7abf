package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.persistence.AtomicWrite;
import akka.persistence.DeleteMessagesSuccess;
import akka.persistence.JournalProtocol;
import akka.persistence.JournalProtocol.WriteMessageFailure;
import akka.persistence.JournalProtocol.WriteMessageSuccess;
import akka.persistence.PersistentEnvelope;
import akka.persistence.PersistentRepr;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.plugin.PlainWorld;
import io.biplane.storage.plugin.StoreNotOpenedException;
import io.biplane.storage.plugin.TextEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import scala.jdk.javaapi.CollectionConverters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** While the journal's files are opened its dispatcher is free, its requests wait in order, and a failure is told. */
class OpeningTest {
    /** The plugin has a dispatcher of one thread, and so has opening. */
    private static final Config ONE_THREAD_EACH = ConfigFactory.parseString("""
            one {
              type = Dispatcher
              throughput = 1
              executor = "thread-pool-executor"
              thread-pool-executor.fixed-pool-size = 1
            }
            held = ${one}
            biplane.persistence.journal {
              plugin-dispatcher = one
              opening-dispatcher = held
            }
            """).resolve();

    @TempDir
    Path directory;

    private final CountDownLatch mayOpen = new CountDownLatch(1);

    private static final class Echo extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder().matchAny(any -> sender().tell(any, self())).build();
        }
    }

    /** Nothing is opened before {@link #mayOpen}. */
    private PlainWorld worldThatWaits() {
        return new PlainWorld(
                directory,
                ONE_THREAD_EACH,
                system -> system.dispatchers().lookup("held").execute(() -> await(mayOpen)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JournalProtocol.WriteMessages write(PlainWorld world, long number) {
        PersistentEnvelope write = AtomicWrite.apply(PersistentRepr.apply(
                new TextEvent("e" + number), number, "p", "", false, world.probe(), "writer-1"));
        return new JournalProtocol.WriteMessages(
                CollectionConverters.asScala(List.of(write)).toList(), world.probe(), 1);
    }

    @Test
    void
            when_theFilesAreBeingOpened_then_theDispatcherIsFreeAndRequestsAreCarriedOutInOrderAfterwards() {
        try (PlainWorld world = worldThatWaits()) {
            ActorRef echo = world.system()
                    .actorOf(Props.create(Echo.class, Echo::new).withDispatcher("one"));
            // Behind the journal's start on the same thread, which is through when this is
            // answered.
            assertThat(world.ask(echo, "started")).containsExactly("started");
            assertThat(directory.resolve("journal.lock")).doesNotExist();

            for (long number = 1; number <= 3; number++) {
                world.journal().tell(write(world, number), world.probe());
            }
            world.journal()
                    .tell(
                            new JournalProtocol.DeleteMessagesTo("p", 1, world.probe()),
                            world.probe());
            world.journal()
                    .tell(
                            new JournalProtocol.ReplayMessages(1, 9, 9, "p", world.probe()),
                            world.probe());
            assertThat(world.ask(echo, "still free")).containsExactly("still free");

            mayOpen.countDown();
            List<Object> answers = new ArrayList<>();
            while (answers.size() < 3 * 2 + 1 + 3) {
                answers.addAll(world.answersTo("one"));
            }
            assertThat(answers)
                    .filteredOn(WriteMessageSuccess.class::isInstance)
                    .extracting(a -> ((WriteMessageSuccess) a).persistent().sequenceNr())
                    .containsExactly(1L, 2L, 3L);
            assertThat(answers).contains(new DeleteMessagesSuccess(1));
            assertThat(answers)
                    .filteredOn(JournalProtocol.ReplayedMessage.class::isInstance)
                    .extracting(a ->
                            ((JournalProtocol.ReplayedMessage) a).persistent().sequenceNr())
                    .containsExactly(2L, 3L);
            assertThat(answers).contains(new JournalProtocol.RecoverySuccess(3));
        }
    }

    @Test
    void when_theJournalStopsBeforeItsFilesAreOpen_then_theyAreClosedAsSoonAsTheyAre() {
        PlainWorld world = worldThatWaits();
        ActorSystem system = world.system();
        CompletableFuture<Void> opened = new CompletableFuture<>();
        ActorRef echo = system.actorOf(Props.create(Echo.class, Echo::new).withDispatcher("one"));
        world.ask(echo, "started"); // the opening is asked for
        system.dispatchers().lookup("held").execute(() -> opened.complete(null));
        system.stop(world.journal());
        while (!world.journal().isTerminated()) {
            world.ask(echo, "another turn of the journal's dispatcher");
        }
        mayOpen.countDown();
        opened.join();
        try (ChronicleEntries free =
                ChronicleEntries.inFile(directory, "journal", ChronicleSizing.JOURNAL)) {
            assertThat(free.wasRecovered()).isFalse();
        }
        world.terminate();
    }

    @Test
    void when_anotherHasTheFiles_then_requestsFailWithTheReasonUntilTheyAreFree() {
        ChronicleEntries other =
                ChronicleEntries.inFile(directory, "journal", ChronicleSizing.JOURNAL);
        try (PlainWorld world = new PlainWorld(directory, ConfigFactory.empty())) {
            assertThat(failure(world.ask(world.journal(), write(world, 1)).get(1)))
                    .isInstanceOf(StoreNotOpenedException.class)
                    .hasMessageContaining("cannot open the journal")
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
            assertThat(world.ask(
                            world.journal(),
                            new JournalProtocol.ReplayMessages(1, 9, 9, "p", world.probe())))
                    .hasOnlyElementsOfType(JournalProtocol.ReplayMessagesFailure.class);
            other.close();
            assertThat(world.ask(world.journal(), write(world, 1)).get(1))
                    .isInstanceOf(WriteMessageSuccess.class);
        }
    }

    @Test
    void when_noDirectoryIsConfigured_then_requestsFailWithTheSettingThatIsMissing() {
        Config none = ConfigFactory.parseString("biplane.persistence.directory = \"\"");
        try (PlainWorld world = new PlainWorld(directory, none)) {
            assertThat(failure(world.ask(world.journal(), write(world, 1)).get(1)))
                    .hasMessageContaining("set biplane.persistence.directory");
        }
    }

    private static Throwable failure(Object answer) {
        return ((WriteMessageFailure) answer).cause();
    }
}
