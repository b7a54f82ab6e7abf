package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.PoisonPill;
import akka.persistence.JournalProtocol;

import io.biplane.storage.plugin.PluginWorld;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What a journal on a simulated disk promises beyond the contract: syncs, power loss, a full and a failing disk. */
abstract class SimulatedDiskJournalContract extends JournalContract<PluginWorld> {
    @Test
    void when_aWriteIsMade_then_itIsAnsweredAfterOneSync() {
        world.tell(world.journal(), writeMessage(atomic("p", 1, 1)));
        assertThat(world.inboxAfter(PluginWorld.SYNC_NANOS - 1)).isEmpty();
        assertThat(kinds(world.inboxAfter(1)))
                .containsExactly("WriteMessagesSuccessful", "WriteMessageSuccess");
    }

    @Test
    void when_writesComeDuringASync_then_theyShareTheNext() {
        world.tell(world.journal(), writeMessage(atomic("p", 1, 1)));
        assertThat(world.inboxAfter(PluginWorld.SYNC_NANOS / 2)).isEmpty();
        for (String id : List.of("q", "r", "s")) {
            world.tell(world.journal(), writeMessage(atomic(id, 1, 1)));
        }
        assertThat(world.inboxAfter(PluginWorld.SYNC_NANOS / 2)).hasSize(2);
        assertThat(world.inboxAfter(PluginWorld.SYNC_NANOS - 1)).isEmpty();
        // one sync began when the first ended, and it covers all three
        assertThat(world.inboxAfter(1)).hasSize(6);
    }

    @Test
    void when_powerIsLost_then_acknowledgedEventsStayAndOthersAreGone() {
        writeEach("p", 1, 2);
        world.tell(world.journal(), writeMessage(atomic("p", 3, 5)));
        world.tell(world.journal(), new JournalProtocol.DeleteMessagesTo("p", 1, world.probe()));
        assertThat(world.inboxAfter(PluginWorld.SYNC_NANOS / 2)).isEmpty();
        world.powerOffAndBoot();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("1=p1", "2=p2", "highest 2");
        writeEach("p", 3, 3);
        delete("p", ALL);
        world.powerOffAndBoot();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("highest 3");
    }

    @Test
    void when_theProcessIsKilledBeforeTheSync_then_thePageCacheKeepsTheEvents() {
        world.tell(world.journal(), writeMessage(atomic("p", 1, 2)));
        assertThat(world.inboxAfter(PluginWorld.SYNC_NANOS / 2)).isEmpty();
        world.killAndBoot();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("1=p1", "2=p2", "highest 2");
    }

    @Test
    void when_aSyncFails_then_itsWritesFailAndSoDoAllLaterOnesUntilRestart() {
        writeEach("p", 1, 1);
        world.host().disk().failSyncs(true);
        assertThat(kinds(write(atomic("p", 2, 2))))
                .containsExactly("WriteMessagesFailed", "WriteMessageFailure");
        world.host().disk().failSyncs(false);
        assertThat(kinds(write(atomic("q", 1, 1))))
                .containsExactly("WriteMessagesFailed", "WriteMessageFailure");
        assertThat(kinds(world.ask(
                        world.journal(),
                        new JournalProtocol.DeleteMessagesTo("p", 1, world.probe()))))
                .containsExactly("DeleteMessagesFailure");
        world.restart();
        assertThat(replay("q", 1, ALL, ALL)).containsExactly("highest 0");
        writeEach("q", 1, 1);
    }

    @Test
    void when_theDiskIsFull_then_theWriteFailsAndNothingIsStored() {
        writeEach("p", 1, 1);
        world.host().disk().capacity(0);
        assertThat(kinds(write(atomic("p", 2, 3))))
                .containsExactly(
                        "WriteMessagesFailed", "WriteMessageFailure", "WriteMessageFailure");
        world.host().disk().capacity(1 << 30);
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("1=p1", "highest 1");
        writeEach("p", 2, 2);
    }

    @Test
    void when_eventsAreDeleted_then_theirRoomReturns() {
        long before = world.host().disk().usedBytes();
        writeEach("p", 1, 9);
        long full = world.host().disk().usedBytes();
        world.ask(world.journal(), new JournalProtocol.DeleteMessagesTo("p", 6, world.probe()));
        assertThat(world.host().disk().usedBytes() - before).isEqualTo((full - before) / 3);
        world.ask(world.journal(), new JournalProtocol.DeleteMessagesTo("p", ALL, world.probe()));
        assertThat(world.host().disk().usedBytes()).isEqualTo(before);
        world.restart();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("highest 9");
    }

    @Test
    void when_thePluginStopsDuringAStalledSync_then_theNextProcessStartsAllTheSame() {
        world.host().disk().stall();
        world.tell(world.journal(), writeMessage(atomic("p", 1, 1)));
        assertThat(world.inboxAfter(5 * PluginWorld.SYNC_NANOS)).isEmpty();
        // The answer goes through the plugin's resequencer, a child that stops with it, so only the
        // group is observed.
        world.tell(world.journal(), PoisonPill.getInstance());
        world.inboxAfter(PluginWorld.SYNC_NANOS);
        world.host().disk().release();
        world.killAndBoot();
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("1=p1", "highest 1");
    }
}
