package io.biplane.kvserver.store;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.bootstrap.RangeSeed;
import io.biplane.kvserver.command.AppliedState;
import io.biplane.kvserver.command.RangeRecords;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.LocalRecord;
import io.biplane.storage.engine.WriteBatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a node's share of the bootstrap plan onto its empty disk, and finds again what a disk holds. */
final class Bootstrap {
    /** Time of the first rows: before any reading of any clock. */
    private static final Timestamp WRITTEN_AT = Timestamp.of(1);

    private Bootstrap() {}

    /** Whether the disk has been given its share. */
    static boolean isDone(Engine engine) {
        return engine.local(RangeRecords.BOOTSTRAPPED).isPresent();
    }

    /** Writes the node's share; to be synced before anything starts. */
    static void write(Engine engine, BootstrapPlan plan, NodeId node) {
        WriteBatch.Builder batch = WriteBatch.builder();
        for (RangeSeed seed : plan.on(node)) {
            AppliedState applied =
                    new AppliedState(BootstrapPlan.INITIAL_INDEX, BootstrapPlan.INITIAL_TERM, 0, 0);
            new RangeState(applied, seed.descriptor(), Optional.empty()).store(batch);
            for (RangeSeed.Row row : seed.rows()) {
                batch.put(row.key(), WRITTEN_AT, row.value());
            }
        }
        batch.putLocal(RangeRecords.BOOTSTRAPPED, new byte[] {1});
        engine.apply(batch.build());
    }

    /** The states of all ranges on the disk, in order of range. */
    static List<RangeState> states(Engine engine) {
        List<RangeState> states = new ArrayList<>();
        for (LocalRecord record : engine.locals(RangeRecords.allRanges())) {
            RangeId range = RangeRecords.rangeOf(record.key());
            if (record.key().equals(RangeRecords.applied(range))) {
                RangeState.load(engine, range).ifPresent(states::add);
            }
        }
        return states;
    }
}
