package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.AtomicWrite;
import akka.persistence.DeleteMessagesSuccess;
import akka.persistence.JournalProtocol;
import akka.persistence.PersistentEnvelope;
import akka.persistence.PersistentRepr;

import io.biplane.storage.plugin.Plugins;
import io.biplane.storage.plugin.TextEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import scala.jdk.javaapi.CollectionConverters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What Akka Persistence expects of a journal, and what its compatibility kit misses; one subclass a form. */
abstract class JournalContract<W extends Plugins> {
    static final long ALL = Long.MAX_VALUE;

    @TempDir
    Path directory;

    W world;

    /** A process with the form under test. */
    abstract W open(Path files);

    @BeforeEach
    void start() {
        world = open(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    PersistentRepr event(String id, long number, String text) {
        return PersistentRepr.apply(
                new TextEvent(text), number, id, "", false, world.probe(), "writer-1");
    }

    /** An atomic write of the events {@code from} to {@code to} of {@code id}. */
    AtomicWrite atomic(String id, long from, long to) {
        List<PersistentRepr> events = LongStream.rangeClosed(from, to)
                .mapToObj(number -> event(id, number, id + number))
                .toList();
        return AtomicWrite.apply(CollectionConverters.asScala(events).toList());
    }

    JournalProtocol.WriteMessages writeMessage(AtomicWrite... writes) {
        List<PersistentEnvelope> envelopes = new ArrayList<>(List.of(writes));
        return new JournalProtocol.WriteMessages(
                CollectionConverters.asScala(envelopes).toList(), world.probe(), 1);
    }

    List<Object> write(AtomicWrite... writes) {
        return world.ask(world.journal(), writeMessage(writes));
    }

    /** Writes each event on its own and expects success. */
    void writeEach(String id, long from, long to) {
        for (long number = from; number <= to; number++) {
            assertThat(kinds(write(atomic(id, number, number))))
                    .containsExactly("WriteMessagesSuccessful", "WriteMessageSuccess");
        }
    }

    static List<String> kinds(List<Object> messages) {
        return messages.stream()
                .map(message -> message.getClass().getSimpleName().replace("$", ""))
                .toList();
    }

    /** The replayed events as text, then {@code "highest N"}. */
    List<String> replay(String id, long from, long to, long max) {
        List<String> replayed = new ArrayList<>();
        for (Object message : world.ask(
                world.journal(),
                new JournalProtocol.ReplayMessages(from, to, max, id, world.probe()))) {
            if (message instanceof JournalProtocol.ReplayedMessage event) {
                assertThat(event.persistent().persistenceId()).isEqualTo(id);
                replayed.add(event.persistent().sequenceNr() + "="
                        + ((TextEvent) event.persistent().payload()).text());
            } else if (message instanceof JournalProtocol.RecoverySuccess success) {
                replayed.add("highest " + success.highestSequenceNr());
            } else {
                replayed.add(message.toString());
            }
        }
        return replayed;
    }

    void delete(String id, long to) {
        assertThat(world.ask(
                        world.journal(),
                        new JournalProtocol.DeleteMessagesTo(id, to, world.probe())))
                .containsExactly(new DeleteMessagesSuccess(to));
    }

    @Test
    void when_eventsAreReplayed_then_boundsAndMaximumHold() {
        writeEach("p", 1, 5);
        assertThat(replay("p", 1, ALL, ALL))
                .containsExactly("1=p1", "2=p2", "3=p3", "4=p4", "5=p5", "highest 5");
        assertThat(replay("p", 3, ALL, ALL)).containsExactly("3=p3", "4=p4", "5=p5", "highest 5");
        assertThat(replay("p", 2, 3, ALL)).containsExactly("2=p2", "3=p3", "highest 5");
        assertThat(replay("p", 1, ALL, 2)).containsExactly("1=p1", "2=p2", "highest 5");
        assertThat(replay("p", 1, ALL, 0)).containsExactly("highest 5");
        assertThat(replay("p", 4, 3, ALL)).containsExactly("highest 5");
        assertThat(replay("p", 9, ALL, ALL)).containsExactly("highest 5");
        assertThat(replay("unknown", 1, ALL, ALL)).containsExactly("highest 0");
    }

    @Test
    void when_batchesAreAtomic_then_replayBoundsCutThemAllTheSame() {
        write(atomic("p", 1, 4));
        write(atomic("p", 5, 7), atomic("p", 8, 8));
        assertThat(replay("p", 3, 6, ALL))
                .containsExactly("3=p3", "4=p4", "5=p5", "6=p6", "highest 8");
        delete("p", 2);
        assertThat(replay("p", 1, ALL, 3)).containsExactly("3=p3", "4=p4", "5=p5", "highest 8");
    }

    @Test
    void when_aBatchIsWritten_then_everyEventIsAnsweredInOrder() {
        List<Object> answers = write(atomic("p", 1, 3));
        assertThat(kinds(answers))
                .containsExactly(
                        "WriteMessagesSuccessful",
                        "WriteMessageSuccess",
                        "WriteMessageSuccess",
                        "WriteMessageSuccess");
        assertThat(answers.stream()
                        .filter(JournalProtocol.WriteMessageSuccess.class::isInstance)
                        .map(a -> ((JournalProtocol.WriteMessageSuccess) a)
                                .persistent()
                                .sequenceNr()))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void when_aPrefixIsDeleted_then_theRestStays() {
        writeEach("p", 1, 5);
        delete("p", 3);
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("4=p4", "5=p5", "highest 5");
        delete("p", 2); // less than before: nothing comes back
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("4=p4", "5=p5", "highest 5");
    }

    @Test
    void when_everythingIsDeleted_then_theHighestSequenceNumberSurvivesAlsoRestarts() {
        writeEach("p", 1, 3);
        delete("p", ALL);
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("highest 3");
        world.restart();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("highest 3");
        world.killAndBoot();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("highest 3");
        writeEach("p", 4, 5);
        delete("p", 4);
        world.restart();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("5=p5", "highest 5");
    }

    @Test
    void when_theProcessIsRestartedOrKilled_then_acknowledgedEventsAreThere() {
        writeEach("p", 1, 2);
        write(atomic("q", 1, 3));
        world.restart();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("1=p1", "2=p2", "highest 2");
        writeEach("p", 3, 3);
        world.killAndBoot();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("1=p1", "2=p2", "3=p3", "highest 3");
        assertThat(replay("q", 2, ALL, ALL)).containsExactly("2=q2", "3=q3", "highest 3");
    }

    /** One that every form rejects: metadata is not kept. */
    private AtomicWrite rejected(String id, long number) {
        return AtomicWrite.apply(event(id, number, "x").withMetadata("replicated"));
    }

    @Test
    void when_anEventIsRejected_then_thoseBehindItAreStoredAndTheGapStays() {
        writeEach("p", 1, 5);
        assertThat(kinds(write(atomic("p", 6, 6), rejected("p", 7), atomic("p", 8, 9))))
                .containsExactly(
                        "WriteMessagesSuccessful",
                        "WriteMessageSuccess",
                        "WriteMessageRejected",
                        "WriteMessageSuccess",
                        "WriteMessageSuccess");
        writeEach("p", 10, 10);
        List<String> recovered = List.of("5=p5", "6=p6", "8=p8", "9=p9", "10=p10", "highest 10");
        assertThat(replay("p", 5, ALL, ALL)).isEqualTo(recovered);
        world.restart();
        assertThat(replay("p", 5, ALL, ALL)).isEqualTo(recovered);
        world.killAndBoot();
        assertThat(replay("p", 5, ALL, ALL)).isEqualTo(recovered);
        assertThat(replay("p", 7, 7, ALL)).containsExactly("highest 10");
        assertThat(replay("p", 7, ALL, 1)).containsExactly("8=p8", "highest 10");
        delete("p", 7); // into the gap
        world.restart();
        assertThat(replay("p", 1, ALL, ALL))
                .containsExactly("8=p8", "9=p9", "10=p10", "highest 10");
        delete("p", 8); // across it
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("9=p9", "10=p10", "highest 10");
    }

    @Test
    void when_theFirstOrTheLastEventIsRejected_then_theHighestNumberIsThatOfWhatIsStored() {
        write(rejected("p", 1));
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("highest 0");
        write(atomic("p", 2, 2), rejected("p", 3));
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("2=p2", "highest 2");
        world.restart();
        writeEach("p", 3, 3); // a new incarnation recovers to 2 and goes on from there
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("2=p2", "3=p3", "highest 3");
    }

    @Test
    void when_twoWritersOfAnIdCollide_then_theLaterWriteFails() {
        writeEach("p", 1, 2);
        for (long wrong : new long[] {1, 2}) {
            assertThat(kinds(write(atomic("p", wrong, wrong))))
                    .containsExactly("WriteMessagesFailed", "WriteMessageFailure");
        }
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("1=p1", "2=p2", "highest 2");
        writeEach("p", 3, 3);
    }

    @Test
    void when_anEventIsLarge_then_itComesBackWhole() {
        String large = "0123456789abcdef".repeat(200_000);
        AtomicWrite write = AtomicWrite.apply(
                CollectionConverters.asScala(List.of(event("p", 1, large), event("p", 2, "small")))
                        .toList());
        assertThat(kinds(write(write))).doesNotContain("WriteMessagesFailed");
        world.restart();
        List<String> replayed = replay("p", 1, ALL, ALL);
        assertThat(replayed.get(0).equals("1=" + large)).isTrue();
        assertThat(replayed.subList(1, 3)).containsExactly("2=small", "highest 2");
        delete("p", 1);
        world.restart();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("2=small", "highest 2");
    }

    @Test
    void when_writesOfManyIdsInterleave_then_eachLogIsItsOwn() {
        for (int round = 1; round <= 5; round++) {
            for (String id : List.of("a", "ab", "b", "ä/%\n")) {
                writeEach(id, round, round);
            }
        }
        delete("ab", 4);
        world.restart();
        assertThat(replay("a", 1, ALL, ALL)).hasSize(6).startsWith("1=a1");
        assertThat(replay("ab", 1, ALL, ALL)).containsExactly("5=ab5", "highest 5");
        assertThat(replay("ä/%\n", 5, ALL, ALL)).containsExactly("5=ä/%\n5", "highest 5");
    }

    @Test
    void when_writerAndManifestAreGiven_then_theyComeBack() {
        PersistentRepr event =
                event("p", 1, "x").withManifest("v2").update(1, "p", false, null, "writer-9");
        write(AtomicWrite.apply(event));
        world.restart();
        List<Object> replayed = world.ask(
                world.journal(),
                new JournalProtocol.ReplayMessages(1, ALL, ALL, "p", world.probe()));
        PersistentRepr back = ((JournalProtocol.ReplayedMessage) replayed.get(0)).persistent();
        assertThat(back.manifest()).isEqualTo("v2");
        assertThat(back.writerUuid()).isEqualTo("writer-9");
        assertThat(back.deleted()).isFalse();
    }
}
