package io.biplane.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kernel.host.Disk.SyncOutcome;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** One sync at a time, each covering all that was written before it; none after a failure. */
class GroupCommitTest {
    private int syncs;
    private final List<String> told = new ArrayList<>();
    private final GroupCommit group = new GroupCommit(() -> syncs++);

    private void await(String name) {
        group.await(new GroupCommit.Waiter() {
            @Override
            public void onDurable() {
                told.add(name);
            }

            @Override
            public void onFailure(SyncFailedException failure) {
                told.add(name + " failed");
            }
        });
    }

    @Test
    void when_writesComeDuringASync_then_onlyTheNextOneCoversThem() {
        await("a");
        await("b");
        await("c");
        assertThat(syncs).isEqualTo(1);
        group.onSyncEnded(SyncOutcome.SYNCED);
        assertThat(told).containsExactly("a");
        assertThat(syncs).isEqualTo(2);
        group.onSyncEnded(SyncOutcome.SYNCED);
        assertThat(told).containsExactly("a", "b", "c");
        assertThat(syncs).isEqualTo(2);
        await("d");
        assertThat(syncs).isEqualTo(3);
    }

    @Test
    void when_aSyncFails_then_theCoveredTheWaitingAndAllLaterOnesFail() {
        await("a");
        await("b");
        group.onSyncEnded(SyncOutcome.FAILED);
        await("c");
        assertThat(told).containsExactly("a failed", "b failed", "c failed");
        assertThat(syncs).isEqualTo(1);
        assertThat(group.broken()).isPresent();
    }

    @Test
    void when_theOwnerStops_then_everyOutstandingWriteFailsOnceAndALateSyncTellsNobody() {
        await("a");
        await("b");
        group.fail(new SyncFailedException("stopped"));
        group.onSyncEnded(SyncOutcome.SYNCED);
        assertThat(told).containsExactly("a failed", "b failed");
        assertThat(syncs).isEqualTo(1);
    }
}
