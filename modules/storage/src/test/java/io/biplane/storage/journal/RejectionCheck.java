package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.AtomicWrite;

import scala.jdk.javaapi.CollectionConverters;

import java.util.List;

/** A rejected write is not stored and stops nobody: for the forms that serialize. */
final class RejectionCheck {
    private RejectionCheck() {}

    static void check(JournalContract contract) {
        AtomicWrite unfit = AtomicWrite.apply(CollectionConverters.asScala(
                        List.of(contract.event("q", 1, "fit"), contract.event("q", 2, "unfit")))
                .toList());
        List<Object> answers = contract.write(contract.atomic("p", 1, 1), unfit);
        assertThat(JournalContract.kinds(answers))
                .containsExactly(
                        "WriteMessagesSuccessful",
                        "WriteMessageSuccess",
                        "WriteMessageRejected",
                        "WriteMessageRejected");
        assertThat(contract.replay("p", 1, JournalContract.ALL, JournalContract.ALL))
                .containsExactly("1=p1", "highest 1");
        // the whole atomic write is refused, its fit event too
        assertThat(contract.replay("q", 1, JournalContract.ALL, JournalContract.ALL))
                .containsExactly("highest 0");
        contract.writeEach("q", 1, 1);
    }
}
