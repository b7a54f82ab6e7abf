package io.biplane.storage.journal;

import static io.biplane.storage.journal.JournalContract.ALL;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRef;
import akka.persistence.AtomicWrite;
import akka.persistence.JournalProtocol.WriteMessageRejected;
import akka.persistence.PersistentRepr;

import io.biplane.storage.plugin.TextEvent;

import scala.jdk.javaapi.CollectionConverters;

import java.io.NotSerializableException;
import java.util.List;

/**
 * Rejection as Akka's compatibility kit tests it ("reject non-serializable events"), for the forms that serialize: one request of one
 * id writes 6, 7 and 8, of which 7 is of no known type; and the ways of refusing that the kit leaves out.
 */
final class RejectionCheck {
    private RejectionCheck() {}

    static void check(JournalContract<?> contract) {
        contract.writeEach("p", 1, 5);
        Object unknownType = new Object() {
            @Override
            public String toString() {
                return "not serializable";
            }
        };
        List<Object> answers = contract.write(
                contract.atomic("p", 6, 6), one("p", 7, unknownType), contract.atomic("p", 8, 8));
        assertThat(JournalContract.kinds(answers))
                .containsExactly(
                        "WriteMessagesSuccessful",
                        "WriteMessageSuccess",
                        "WriteMessageRejected",
                        "WriteMessageSuccess");
        WriteMessageRejected rejected = (WriteMessageRejected) answers.get(2);
        assertThat(rejected.message().sequenceNr()).isEqualTo(7);
        assertThat(rejected.cause()).isInstanceOf(NotSerializableException.class);
        assertThat(contract.replay("p", 5, ALL, ALL))
                .containsExactly("5=p5", "6=p6", "8=p8", "highest 8");
        refusesInEveryWay(contract);
        rejectsAnAtomicWriteWhole(contract);
    }

    /** A serializer that throws what it does not declare rejects its event, and no other of the request. */
    private static void refusesInEveryWay(JournalContract<?> contract) {
        for (String refused : List.of("unfit", "undeclared")) {
            List<Object> answers = contract.write(
                    one(refused, 1, new TextEvent(refused)), contract.atomic(refused, 2, 2));
            assertThat(JournalContract.kinds(answers))
                    .as(refused)
                    .containsExactly(
                            "WriteMessagesSuccessful",
                            "WriteMessageRejected",
                            "WriteMessageSuccess");
            assertThat(contract.replay(refused, 1, ALL, ALL))
                    .containsExactly("2=" + refused + "2", "highest 2");
        }
    }

    private static void rejectsAnAtomicWriteWhole(JournalContract<?> contract) {
        AtomicWrite unfit = AtomicWrite.apply(CollectionConverters.asScala(
                        List.of(contract.event("q", 1, "fit"), contract.event("q", 2, "unfit")))
                .toList());
        List<Object> answers = contract.write(unfit, contract.atomic("q", 3, 4));
        assertThat(JournalContract.kinds(answers))
                .containsExactly(
                        "WriteMessagesSuccessful",
                        "WriteMessageRejected",
                        "WriteMessageRejected",
                        "WriteMessageSuccess",
                        "WriteMessageSuccess");
        // the fit event of the refused write is not there either
        assertThat(contract.replay("q", 1, ALL, ALL)).containsExactly("3=q3", "4=q4", "highest 4");
    }

    private static AtomicWrite one(String id, long number, Object payload) {
        return AtomicWrite.apply(PersistentRepr.apply(
                payload, number, id, "", false, ActorRef.noSender(), "writer-1"));
    }
}
